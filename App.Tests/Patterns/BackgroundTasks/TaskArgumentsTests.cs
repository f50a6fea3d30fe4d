using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class TaskArgumentsTests
{
    [Fact, Trait("Statement", "P23.5")]
    public async Task Arguments_that_cannot_be_serialized_as_JSON_fail_at_Enqueue()
    {
        await using var host = await QueueHost.Start(worker: false, configure: services => services
            .AddBackgroundTask<Anything<Type>, Type>("type")
            .AddBackgroundTask<Anything<Node>, Node>("node")
            .AddBackgroundTask<Anything<IFormattable>, IFormattable>("interface")
            .AddBackgroundTask<Anything<Forgetful>, Forgetful>("forgetful"));
        var circle = new Node();
        circle.Next = circle;
        host.InScope(tasks =>
        {
            Assert.Throws<ArgumentException>(() => tasks.Enqueue<Anything<Type>, Type>(typeof(string), null));
            Assert.Throws<ArgumentException>(() => tasks.Enqueue<Anything<Node>, Node>(circle, null));
            Assert.Throws<ArgumentException>(() => tasks.Enqueue<Anything<IFormattable>, IFormattable>(1, null));
            Assert.Throws<ArgumentException>(() =>
                tasks.Enqueue<Anything<Forgetful>, Forgetful>(new Forgetful(5), null)
            );
            return 0;
        });
        Assert.Empty(host.Query(runs => runs.Due(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 10)));
    }

    [Fact, Trait("Statement", "P23.5")]
    public async Task Tuples_are_serialized_as_JSON_arrays_and_deserialized_as_tuples()
    {
        await using var host = await QueueHost.Start(configure: services =>
            services.AddBackgroundTask<Anything<(long, string[])>, (long, string[])>("tuple")
        );
        var id = host.InScope(tasks =>
            tasks.Enqueue<Anything<(long, string[])>, (long, string[])>((7, ["a", "b"]), null)
        );
        var run = await host.Ended(id);
        Assert.Equal("""[7,["a","b"]]""", run.Arguments);
        Assert.Equal(run.Arguments, run.Result);
        var (number, words) = run.ResultAs<(long, string[])>(
            host.Services.GetRequiredService<BackgroundTaskOptions>().Json);
        Assert.Equal(7, number);
        Assert.Equal(["a", "b"], words);
    }

    [Fact, Trait("Statement", "P23.5")]
    public async Task A_result_that_cannot_be_serialized_fails_the_run()
    {
        await using var host = await QueueHost.Start(work: (_, _, _, _) => Task.FromResult<object?>(typeof(string)));
        var run = await host.Ended(host.Enqueue());
        Assert.Equal(TaskState.Failed, run.State);
        Assert.Null(run.Error);
    }

    [Fact]
    public async Task An_unregistered_task_fails_at_Enqueue_and_an_unknown_queued_task_fails_in_the_worker()
    {
        await using var host = await QueueHost.Start(worker: false);
        Assert.Throws<InvalidOperationException>(() =>
            host.InScope(tasks => tasks.Enqueue<Anything<int>, int>(1, null))
        );
        host.Execute(
            """
            insert into task_runs (id, task, arguments, language, run_at, created_at)
            values (9, 'gone', '1', 'en', 0, 0)
            """
        );
        await using var worker = await QueueHost.Start(beside: host);
        Assert.Equal(TaskState.Failed, (await host.Ended(9)).State);
    }

    [Fact]
    public async Task Two_tasks_with_the_same_name_fail_at_startup()
    {
        await using var host = await QueueHost.Start(worker: false);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => QueueHost.Start(beside: host, configure: services =>
            services.AddBackgroundTask<Anything<int>, int>("scripted")));
    }

    sealed class Anything<T> : IBackgroundTask<T>
    {
        public Task<object?> Run(T arguments, TaskProgress progress, CancellationToken cancelled) =>
            Task.FromResult<object?>(arguments);
    }

    sealed class Node
    {
        public Node? Next { get; set; }
    }

    sealed class Forgetful(int given)
    {
        public int Number { get; } = given;
    }
}
