using App.Blueprints.Backend;
using App.Blueprints.Backend.Databases;
using App.Patterns.Packages;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Microsoft.AspNetCore.Routing;

namespace App.Tests.Blueprints.Backend;

/// <summary>The backend's pages about databases, settings, routes, applications, caches and views.</summary>
public sealed class BackendSiteTests
{
    [Fact]
    public async Task Tasks_check_back_up_and_compact_the_database()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        foreach (var work in (string[])["check", "backup", "shrink"])
        {
            var page = await operating.Press(
                await operating.Get("/backend/en/databases"),
                $"#work button[value={work}]"
            );
            Assert.StartsWith("/backend/en/tasks/", page.Url.AbsolutePath, StringComparison.Ordinal);
            await BackendSteps.Until(async () =>
                (await operating.Get(page.Url.AbsolutePath)).FindAll("[data-task-state=succeeded]").Count == 1
            );
        }
        var backups = await operating.Get("/backend/en/databases");
        var name = backups.Find("tr[data-backup]").GetAttribute("data-backup")!;
        var copy = await operating.Http.GetByteArrayAsync(
            new Uri($"/backend/en/databases/backups/{name}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("SQLite format 3"u8.ToArray(), copy[..15]);
        Assert.Equal(
            HttpStatusCode.NotFound,
            await operating.StatusOf("/backend/en/databases/backups/..%2Flibrary.db")
        );
        Assert.Equal(HttpStatusCode.NotFound, await operating.StatusOf("/backend/en/databases/backups/library.db"));
        var question = await operating.Press(backups, "tr[data-backup] button");
        Assert.Contains(name, question.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("/backend/en/databases", question.Find("#confirm-form a[autofocus]").GetAttribute("href"));
        Assert.Single((await operating.Get("/backend/en/databases")).FindAll("tr[data-backup]"));
        var removed = await operating.ConfirmDeletion(question);
        Assert.Empty(removed.FindAll("tr[data-backup]"));
    }

    [Fact]
    public async Task A_damaged_database_reports_its_problems()
    {
        using var directory = new TestDirectory();
        using var database = new App.Patterns.Sqlite.SqliteDatabase(directory.File("broken.db"));
        using (var connection = database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                create table a (id integer primary key);
                create table b (a_id integer references a (id));
                pragma foreign_keys = off;
                insert into b (a_id) values (7);
                """;
            command.ExecuteNonQuery();
        }
        using var opened = database.Open();
        Assert.Equal(["b: row 1 refers to nothing in a"], new DatabaseStore(opened).Problems());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_settings_page_shows_values_and_their_sources()
    {
        var folder = Directory.CreateTempSubdirectory("carafe-test-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "carafe.json"),
            """{ "Handbook": "off", "AllowedFetchHosts": "intranet" }""",
            TestContext.Current.CancellationToken
        );
        var read = SettingsReader.Read(
            new Dictionary<string, string?> { ["DataDirectory"] = folder, ["MaxUploadBytes"] = "5000" }
        );
        await using var library = await TestLibrary.Start(settings =>
        {
            Directory.Delete(settings.DataDirectory);
            return read with { Urls = settings.Urls };
        });
        using var operating = await library.SignUp("operator1");
        var page = await operating.Get("/backend/en/settings");
        Assert.Equal(
            SettingsReader.Names.Order(),
            page.FindAll("tr[data-setting]").Select(row => row.GetAttribute("data-setting")!).Order()
        );
        Assert.Equal(("off", "carafe.json"), Told("Handbook"));
        Assert.Equal(("intranet", "carafe.json"), Told("AllowedFetchHosts"));
        Assert.Equal(("5000", "--MaxUploadBytes"), Told("MaxUploadBytes"));
        Assert.Equal(("open", "Default"), Told("SignUp"));

        (string, string) Told(string name)
        {
            var cells = page.Find($"tr[data-setting={name}]").QuerySelectorAll("td");
            return (cells[1].TextContent.Trim(), cells[2].TextContent.Trim());
        }
    }

    [Fact]
    public async Task The_routes_page_lists_all_routes_of_the_library()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        var all = RouteTable.Of(library.Services.GetRequiredService<EndpointDataSource>());
        Assert.Equal(
            all.Count(route => !route.IsFile),
            (await operating.Get("/backend/en/routes")).FindAll("tbody tr").Count
        );
        Assert.Equal(all.Count, (await operating.Get("/backend/en/routes?files=true")).FindAll("tbody tr").Count);
        var found = await operating.Get("/backend/en/routes?q=sign-in", htmx: true);
        Assert.Contains(
            "/Blueprints/Accounts/SigningIn/SignIn.cshtml",
            Assert.Single(found.FindAll("tbody tr")).TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_closed_application_is_built_again_by_the_next_request()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        var page = await operating.Get("/backend/en/applications");
        var started = page.Find("tr[data-application='/backend'] time").GetAttribute("datetime");
        Assert.Equal(
            5,
            page.FindAll("tr[data-application='/backend'] td")
                .Count(cell => cell.TextContent.Trim().Length > 0 && cell.QuerySelector("button") is null)
        );
        await operating.Press(page, "tr[data-application='/backend'] button");
        await BackendSteps.Until(async () =>
            (await operating.Get("/backend/en/applications"))
                .Find("tr[data-application='/backend'] time")
                .GetAttribute("datetime") != started
        );
    }

    [Fact]
    [Trait("Statement", "P10.2")]
    public async Task The_caches_page_shows_cache_statistics()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        using var visitor = library.NewVisitor();
        for (var i = 0; i < 3; i++) await visitor.Get("/en/");
        var page = await operating.Get("/backend/en/caches");
        Assert.Equal(2, page.FindAll("[data-cache]").Count);
        Assert.Equal("2", page.Find("[data-cache=Pages] [data-hits]").TextContent);
    }

    [Fact]
    [Trait("Statement", "P16.2")]
    public async Task The_views_page_shows_which_lazy_views_are_loaded()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        Assert.Empty((await operating.Get("/backend/en/views")).FindAll("[data-view] time"));
        await operating.Get("/export/links.csv");
        var page = await operating.Get("/backend/en/views");
        Assert.Single(page.FindAll("[data-view='Transfer.Export'] time"));
        Assert.Single(page.FindAll("[data-view] time"));
        Assert.True(page.FindAll("[data-view]").Count > 3);
    }

    [Fact]
    public async Task Caches_and_lazy_views_are_rendered_from_the_site_report()
    {
        var cleared = 0;
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton(
                new SiteReports
                {
                    Caches = () =>
                        [
                            new()
                            {
                                Name = "Pages",
                                Hits = 12,
                                Misses = 3,
                                Entries = 2,
                                Bytes = 2048,
                                Clear = () => Task.FromResult(cleared++),
                            },
                            new()
                            {
                                Name = "Data",
                                Hits = 1,
                                Misses = 1,
                            },
                        ],
                    Views = () =>
                        [
                            new()
                            {
                                Name = "Export",
                                Rules = "/export",
                                LoadedAt = DateTimeOffset.UtcNow,
                                Milliseconds = 1.5,
                            },
                            new()
                            {
                                Name = "Poll",
                                Rules = "/api",
                                Failures = 1,
                                LastFailure = "not found",
                            },
                        ],
                    Settings = [new("Password", null, "carafe.json", "A secret.")],
                }
            )
        );
        using var operating = await library.SignUp("operator1");
        var caches = await operating.Get("/backend/en/caches");
        Assert.Equal(2, caches.FindAll("[data-cache]").Count);
        Assert.Contains("2.0 kB", caches.Find("[data-cache=Pages]").TextContent, StringComparison.Ordinal);
        Assert.Empty(caches.FindAll("[data-cache=Data] button"));
        await operating.Press(caches, "[data-cache=Pages] button");
        Assert.Equal(1, cleared);
        var views = await operating.Get("/backend/en/views");
        Assert.Single(views.FindAll("[data-view=Export] time"));
        Assert.Contains("not found", views.Find("[data-view=Poll]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Hidden",
            (await operating.Get("/backend/en/settings")).Find("[data-setting=Password]").TextContent,
            StringComparison.Ordinal
        );
    }
}
