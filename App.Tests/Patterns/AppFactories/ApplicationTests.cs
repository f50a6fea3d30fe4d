using System.Data.Common;
using App.Patterns.Packages;
using App.Tests.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Patterns.AppFactories;

public sealed class ApplicationTests
{
    [Fact]
    [Trait("Statement", "P02.1")]
    [Trait("Statement", "P02.4")]
    [Trait("Statement", "P02.5")]
    public async Task Libraries_built_in_parallel_share_no_state()
    {
        var libraries = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(_ => TestLibrary.Start(make: settings => new ProbeLibrary(settings)))
        );
        try
        {
            await Task.WhenAll(libraries.Select(async (library, number) =>
            {
                using var visitor = library.NewVisitor();
                for (var i = 0; i <= number; i++)
                {
                    using var write = new HttpRequestMessage(HttpMethod.Post, $"/probe/write?name=of-{number}-{i}");
                    Assert.Equal(HttpStatusCode.OK, (await visitor.Send(write)).Status);
                }
            }));
            for (var number = 0; number < libraries.Length; number++)
                Assert.Equal(
                    Enumerable.Range(0, number + 1).Select(i => $"of-{number}-{i}"),
                    libraries[number]
                        .InScope(services =>
                            services
                                .GetRequiredService<DbConnection>()
                                .Query<string>("select name from accounts order by id")
                        )
                );
        }
        finally
        {
            foreach (var library in libraries) await library.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Statement", "P02.5")]
    public async Task Two_libraries_in_one_browser_share_no_links_searches_flash_messages_tasks_or_sessions()
    {
        await using var one = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        await using var two = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        // Uses the same account name and id in both sites. The URLs of the sites differ only in the port, which
        // browsers ignore in cookies.
        using var ada = await one.SignUp("lovelace");
        using var other = await two.SignUp("lovelace");
        await ada.SendFile("<DT><A HREF=\"https://file.example/\">File</A>"u8.ToArray(), "bookmarks.html");
        await ada.Submit(
            await ada.Get("/en/links/new"),
            "form#link-form",
            new Dictionary<string, string?>
            {
                ["url"] = "https://here.example/",
                ["title"] = "Only here",
                ["tags"] = "mine",
                ["public"] = "true",
            },
            follow: false
        );

        foreach (var url in new[] { "/en/links", "/en/tasks", "/en/tags" })
        {
            var page = await ada.Get(new Uri(two.Address, url).ToString());
            Assert.Equal((two.Address.Port, "/en/account/sign-in"), (page.Url.Port, page.Url.AbsolutePath));
            Assert.Empty(page.FindAll("#flashes > *"));
        }
        var home = await other.Get("/en/");
        Assert.Empty(home.FindAll("#flashes > *"));
        foreach (
            var url in new[] { "/en/", "/en/links?q=here", "/en/tags", "/en/tasks", "/en/@lovelace", "/en/import" }
        )
            Assert.Empty(
                (await other.Get(url)).FindAll("article[data-link-id], article.task, .tag-list li, [data-import-id]")
            );
        Assert.Equal("[]", (await other.Get("/api/tags/suggest?q=m")).Text);

        var list = await ada.Get("/en/links?q=here");
        Assert.Equal("Link saved.", list.Find("#flashes li p").TextContent);
        Assert.Equal(["Only here"], list.Titles());
        Assert.Single((await ada.Get("/en/tasks")).FindAll("article.task"));
    }

    [Fact]
    [Trait("Statement", "P02.2")]
    public async Task A_module_reads_the_settings_of_the_application_that_serves_the_request()
    {
        await using var one = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        await using var two = await TestLibrary.Start(make: settings => new ProbeLibrary(settings));
        using var visitorOfOne = one.NewVisitor();
        using var visitorOfTwo = two.NewVisitor();
        Assert.Equal(one.Settings.DataDirectory, (await visitorOfOne.Get("/probe/settings")).Text);
        Assert.Equal(two.Settings.DataDirectory, (await visitorOfTwo.Get("/probe/settings")).Text);
    }

    [Fact]
    [Trait("Statement", "P02.3")]
    public async Task Blueprints_and_routes_cannot_be_added_after_the_start()
    {
        var late = new LateBlueprint();
        IServiceCollection services = null!;
        await using var site = await BareApp.Start(
            given => (services = given).AddBlueprints([late]),
            app => app.MapBlueprints());
        Assert.Equal(200, (await site.Get("/early")).Status);
        Assert.Throws<InvalidOperationException>(() => late.Routes.MapGet("/late", () => "late"));
        Assert.Throws<InvalidOperationException>(() => site.App.MapBlueprints());
        Assert.Throws<InvalidOperationException>(() => services.AddBlueprints([new LateBlueprint { Name = "More" }]));
    }

    [Fact]
    [Trait("Statement", "P02.8")]
    public async Task Settings_in_memory_override_the_settings_file()
    {
        using var directory = new TestDirectory();
        var data = Directory.CreateDirectory(directory.File("data")).FullName;
        File.WriteAllText(Path.Combine(data, "carafe.json"), """{ "PathBase": "/file", "Title": "From the file" }""");
        // Checks that the file is valid: the settings reader reads both values from it.
        var read = SettingsReader.Read(new Dictionary<string, string?> { [nameof(AppSettings.DataDirectory)] = data });
        Assert.Equal(("/file", "From the file"), (read.PathBase, read.Title));

        await using var library = await TestLibrary.Start(
            settings => settings with { DataDirectory = data, PathBase = "/memory" });
        using var visitor = library.NewVisitor();
        var page = await visitor.Get("/memory/en/");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("From the file", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/file/en/")).Status);
    }

    [Fact]
    [Trait("Statement", "P02.10")]
    public async Task The_factory_adds_middleware_according_to_the_settings()
    {
        await using var below = await TestLibrary.Start(settings => settings with { PathBase = "/carafe" });
        await using var plain = await TestLibrary.Start();
        using var guest = below.NewVisitor();
        using var visitor = plain.NewVisitor();
        var home = await guest.Get("/carafe/");
        Assert.Equal("/carafe/en/", home.Url.AbsolutePath);
        Assert.StartsWith(
            "/carafe/css/",
            home.Find("link[rel=stylesheet]").GetAttribute("href"),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/carafe/en/")).Status);
    }

    sealed class LateBlueprint : Blueprint
    {
        public IEndpointRouteBuilder Routes { get; private set; } = null!;

        public override void Map(IEndpointRouteBuilder routes)
        {
            Routes = routes;
            routes.MapGet("/early", () => "early");
        }
    }
}
