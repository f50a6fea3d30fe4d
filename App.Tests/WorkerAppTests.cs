using App.Patterns.BackgroundTasks;
using App.Tests.Blueprints.Tasks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace App.Tests;

public sealed class WorkerAppTests
{
    [Fact, Trait("Statement", "P23.2"), Trait("Statement", "P23.9")]
    public async Task The_worker_uses_the_settings_of_the_web_application_does_not_listen_and_runs_its_tasks()
    {
        await using var web = await TaskFixture.Start(worker: WorkerMode.External);
        using var ada = await web.SignUp("adaada");
        var id = web.Enqueue(4);
        using var worker = LibraryApp.CreateWorker(web.Settings, builder =>
            TaskFixture.AddTask(builder, (number, _, _) => Task.FromResult<object?>(number * 2))
        );
        await worker.StartAsync(TestContext.Current.CancellationToken);
        Assert.Null(worker.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>());
        var run = await web.Ended(id);
        Assert.Equal((TaskState.Succeeded, "8"), (run.State, run.Result));
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }
}
