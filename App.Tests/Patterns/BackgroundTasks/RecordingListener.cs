using System.Collections.Concurrent;
using App.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks;

sealed class RecordingListener : ITaskListener
{
    public ConcurrentQueue<(long, TaskState, string?)> Runs { get; } = [];

    public void Ended(TaskRun run) => Runs.Enqueue((run.Id, run.State, run.Error));
}
