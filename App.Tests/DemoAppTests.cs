using App.Blueprints.Accounts;
using App.Blueprints.Links.Samples;
using App.Commands;
using App.Patterns.BackgroundTasks.Administration;
using App.Tests.Commands;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests;

public sealed class DemoAppTests
{
    [Fact]
    [Trait("Statement", "P02.6")]
    [Trait("Statement", "P01.10")]
    public async Task Visitors_can_read_the_sample_library_and_change_nothing()
    {
        await using var library = await TestLibrary.Start(make: settings => new DemoApp(settings));
        using var visitor = library.NewVisitor();
        var home = await visitor.Get("/en/");
        Assert.NotEmpty(home.FindAll("article[data-link-id]"));
        // The demo application replaces the site's home page with its own at the same route.
        Assert.Equal("/en/@demo", home.Find(".hero a").GetAttribute("href"));
        var links = await visitor.Get("/en/@demo");
        Assert.Equal($"{SampleLibrary.Links().Count}", links.Find("[data-total]").GetAttribute("data-total"));
        Assert.NotEmpty((await visitor.Get("/en/@demo?q=html")).FindAll("article[data-link-id]"));

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/en/account/sign-up")).Status);
        var id = links.Find("article[data-link-id]").GetAttribute("data-link-id");
        foreach (var (method, url) in (IEnumerable<(string, string)>)[
            ("POST", "/en/links/new"), ("POST", $"/en/links/{id}/edit"), ("PUT", $"/en/links/{id}/star"),
            ("DELETE", $"/en/links/{id}"), ("POST", "/en/links/bulk"), ("POST", "/en/import"),
            ("DELETE", "/en/links/sample"), ("POST", "/en/account/delete")])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), url);
            Assert.InRange((int)(await visitor.Send(request)).Status, 300, 499);
        }
        Assert.Equal(
            links.FindAll("article[data-link-id]").Count,
            (await visitor.Get("/en/@demo")).FindAll("article[data-link-id]").Count);
    }

    [Fact]
    public async Task The_demo_account_is_not_an_operator_although_it_is_the_first()
    {
        await using var library = await TestLibrary.Start(make: settings => new DemoApp(settings));
        Assert.False(
            library.InScope(scope => scope.GetRequiredService<AccountStore>().Find(DemoReset.Account)!.IsOperator));
    }

    [Fact]
    public async Task A_reset_restores_the_sample_links_and_the_pages_show_them_at_once()
    {
        await using var library = await TestLibrary.Start(
            settings => settings with { Worker = WorkerMode.External }, make: settings => new DemoApp(settings));
        Assert.Null(library.InScope(
            scope => scope.GetRequiredService<AccountCommands>().Reset(DemoReset.Account, TestLibrary.Password)));
        using var demo = library.NewVisitor();
        await demo.SignIn(DemoReset.Account);
        await demo.Submit(await demo.Get("/en/links/new"), "form[id^=link-form]",
            new Dictionary<string, string?>
            {
                ["url"] = "https://changed.example/",
                ["title"] = "Changed",
                ["public"] = "true",
            });
        using var visitor = library.NewVisitor();
        Assert.Contains("Changed", (await visitor.Get("/en/@demo")).Text, StringComparison.Ordinal);

        library.InScope(scope =>
        {
            scope.GetRequiredService<DemoReset>().Run();
            return true;
        });

        var links = await visitor.Get("/en/@demo");
        Assert.DoesNotContain("Changed", links.Text, StringComparison.Ordinal);
        Assert.Equal($"{SampleLibrary.Links().Count}", links.Find("[data-total]").GetAttribute("data-total"));
        Assert.DoesNotContain("Changed", (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
        Assert.False(await demo.IsSignedIn());
    }

    [Fact]
    public async Task The_reset_task_is_scheduled()
    {
        await using var library = await TestLibrary.Start(make: settings => new DemoApp(settings));
        await using var scope = library.Services.CreateAsyncScope();
        var schedules = await scope.ServiceProvider.GetRequiredService<TaskAdministration>().Schedules();
        Assert.Equal(DemoReset.Interval, schedules.Single(schedule => schedule.Name == nameof(DemoReset)).Interval);
    }

    [Fact]
    public async Task A_library_with_an_account_of_the_same_name_is_not_changed()
    {
        await using var library = await TestLibrary.Start();
        using var person = await library.SignUp(DemoReset.Account);
        await person.AddLink("mine");
        using var program = await ChildProgram.Run(
            ["serve", "--app", "DemoApp", "--DataDirectory", library.Settings.DataDirectory, "--urls",
            "http://127.0.0.1:0"]);
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(
            "--DataDirectory", Assert.Single(CommandLineTests.Lines(program.Errors)), StringComparison.Ordinal);
        Assert.Contains("mine", (await person.Get("/en/links")).Text, StringComparison.Ordinal);
    }
}
