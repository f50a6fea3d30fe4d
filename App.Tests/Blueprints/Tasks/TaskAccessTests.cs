using System.Text.Json;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tasks;

public sealed class TaskAccessTests
{
    [Fact, Trait("Statement", "P23.4")]
    public async Task Only_the_owner_can_poll_a_task()
    {
        await using var library = await TaskFixture.Start();
        using var ada = await library.SignUp("adaada");
        using var bob = await library.SignUp("bobbob");
        using var visitor = library.NewVisitor();
        var id = library.Enqueue(42);
        await library.Ended(id);
        var own = await ada.Get($"/api/tasks/{id}");
        Assert.Equal("""{"ready":true,"successful":true,"value":42}""", own.Text);
        Assert.StartsWith("application/json", own.Headers["Content-Type"], StringComparison.Ordinal);
        var foreign = await bob.Get($"/api/tasks/{id}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.NotNull(JsonDocument.Parse(foreign.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get($"/api/tasks/{id + 1}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.Get($"/api/tasks/{id}")).Status);
    }

    [Fact]
    public async Task Tasks_of_other_accounts_are_404_for_every_method()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        using var bob = await library.SignUp("bobbob");
        var (adas, bobs) = (library.Enqueue(accountId: 1), library.Enqueue(accountId: 2));
        var own = await bob.Get("/en/tasks");
        Assert.Single(own.FindAll("article.task"));
        Assert.Single(own.FindAll($"#task-{bobs}"));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get($"/en/tasks/{adas}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Press(own, $"#cancel-{bobs}", $"/en/tasks/{adas}")).Status);
        library.InScope(services =>
            services.GetRequiredService<App.Patterns.BackgroundTasks.IBackgroundTasks>().Cancel(adas, 1)
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await bob.Press(await Retryable(bob, bobs), $"#retry-{bobs}", $"/en/tasks/{adas}/retry")).Status
        );

        static async Task<Answer> Retryable(Visitor visitor, long id) =>
            await visitor.Press(await visitor.Get($"/en/tasks/{id}"), $"#cancel-{id}");
    }

    [Theory, InlineData("/en/tasks"), InlineData("/en/tasks/1")]
    public async Task A_visitor_is_redirected_to_sign_in(string url)
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var visitor = library.NewVisitor();
        Assert.Equal("/en/account/sign-in", (await visitor.Get(url)).Url.AbsolutePath);
    }

    [Fact]
    public async Task Cancelling_a_task_requires_the_antiforgery_token()
    {
        await using var library = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await library.SignUp("adaada");
        var id = library.Enqueue();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/en/tasks/{id}");
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.Send(request)).Status);
        Assert.True(library.Run(id).IsOpen);
    }

    [Fact, Trait("Statement", "P23.9")]
    public async Task Polling_continues_after_a_restart_of_the_web_process()
    {
        await using var web = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await web.SignUp("adaada");
        var id = web.Enqueue(6);
        Assert.Equal("""{"ready":false,"successful":false,"value":null}""", (await ada.Get($"/api/tasks/{id}")).Text);
        await using var again = await TaskFixture.Restart(web);
        using var browser = again.NewVisitor();
        foreach (Cookie cookie in ada.Cookies.GetAllCookies())
            browser.Cookies.Add(again.Address, new Cookie(cookie.Name, cookie.Value));
        await again.Ended(id);
        Assert.Equal("""{"ready":true,"successful":true,"value":6}""", (await browser.Get($"/api/tasks/{id}")).Text);
    }
}
