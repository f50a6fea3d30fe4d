using App.Blueprints.Handbook.Demos.Deployment;
using App.Patterns.BackgroundTasks;
using App.Tests.Blueprints.Tasks;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

public sealed class DeploymentDemoTests
{
    const string Chapter = "/en/patterns/fabric";

    [Fact]
    public async Task A_visitor_deploys_releases_sees_each_step_and_returns_from_failed_ones()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        var first = await Deploy(library, visitor, DeploymentAction.Deploy, htmx: false);
        Assert.Equal(
            ["bootstrap", "packed", "push", "gate", "switch", "active"],
            Steps(first).Distinct().Where(step => step is not ("changed" or "excluded")));
        Assert.Equal(("1", "This is release 1."), Active(first));

        var second = await Deploy(library, visitor, DeploymentAction.Deploy, htmx: true);
        Assert.Equal(("2", "This is release 2."), Active(second));

        var before = await Deploy(library, visitor, DeploymentAction.FailBefore, htmx: true);
        Assert.DoesNotContain("switch", Steps(before));
        Assert.Equal(("2", "This is release 2."), Active(before));

        var after = await Deploy(library, visitor, DeploymentAction.FailAfter, htmx: false);
        Assert.Contains("switch", Steps(after));
        Assert.Contains("returned: 2 is active", Log(after), StringComparison.Ordinal);
        Assert.Equal(("2", "This is release 2."), Active(after));

        var back = await Deploy(library, visitor, DeploymentAction.RollBack, htmx: true);
        Assert.Equal(("1", "This is release 1."), Active(back));
        Assert.DoesNotContain(library.Settings.DataDirectory, back.Text + after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_visitor_sees_nothing_of_a_deployment_and_has_releases_of_their_own()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        using var other = library.NewVisitor();
        await Deploy(library, visitor, DeploymentAction.Deploy, htmx: true);
        await Deploy(library, visitor, DeploymentAction.Deploy, htmx: true);
        Assert.Empty((await other.Get(Chapter)).FindAll("#deployment-active"));
        Assert.Equal("1", Active(await Deploy(library, other, DeploymentAction.Deploy, htmx: true)).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_visitor_may_have_one_unfinished_deployment(bool htmx)
    {
        await using var library = await TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });
        using var visitor = library.NewVisitor();
        var running = await Start(visitor, DeploymentAction.Deploy, htmx);
        Assert.Equal(HttpStatusCode.OK, running.Status);
        Assert.Equal("every 500ms, click", running.Find("#deployment-steps a").GetAttribute("hx-trigger"));
        var refused = await Start(visitor, DeploymentAction.Deploy, htmx);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("still running", refused.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_deployments_are_removed()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        await Deploy(library, visitor, DeploymentAction.Deploy, htmx: true);
        var folders = library.Services.GetRequiredService<DeploymentFolders>();
        folders.Remove(DateTimeOffset.UtcNow - TimeSpan.FromHours(1));
        Assert.Equal("1", (await visitor.Get(Chapter)).Find("#deployment-active").TextContent);
        folders.Remove(DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1));
        Assert.Empty((await visitor.Get(Chapter)).FindAll("#deployment-active"));
    }

    static async Task<Answer> Start(Visitor visitor, DeploymentAction action, bool htmx) => await visitor.Submit(
        await visitor.Get(Chapter),
        "#deployment-demo",
        new Dictionary<string, string?> { ["action"] = action.ToString() },
        htmx: htmx);

    static async Task<Answer> Deploy(TestLibrary library, Visitor visitor, DeploymentAction action, bool htmx)
    {
        var started = await Start(visitor, action, htmx);
        Assert.Equal(HttpStatusCode.OK, started.Status);
        var id = long.Parse(
            started.Find("#deployment-steps strong").TextContent.Split(' ')[1],
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(TaskState.Succeeded, (await library.Ended(id)).State);
        return await visitor.Get("/en/patterns/fabric/steps", htmx: true);
    }

    static (string Release, string Page) Active(Answer answer) =>
        (answer.Find("#deployment-active").TextContent, answer.Find("#deployment-page").TextContent);

    static string Log(Answer answer) => answer.Find("#deployment-steps pre").TextContent;

    static IEnumerable<string> Steps(Answer answer) =>
        Log(answer).Split('\n').Where(line => line.StartsWith("local: ", StringComparison.Ordinal))
            .Select(line => line.Split(": ")[1]);
}
