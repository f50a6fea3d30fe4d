using Quartz;

namespace App.Patterns.BackgroundTasks.Schedules;

/// <summary>Adds all registered scheduled tasks to the worker's scheduler when the worker starts.</summary>
sealed class ScheduleStarter(IEnumerable<ScheduledTask> tasks, TimeProvider time) : IWorkerExtension
{
    public async Task Start(IScheduler scheduler)
    {
        foreach (var task in tasks) await Repeat(scheduler, task);
    }

    // Schedules a task to run immediately and then at each interval. A paused schedule remains paused.
    async Task Repeat(IScheduler scheduler, ScheduledTask task)
    {
        var rests = await scheduler.GetTriggerState(new(task.Name)) == TriggerState.Paused;
        var job = JobBuilder.Create<ScheduledJob>().WithIdentity(task.Name).Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(task.Name).StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(task.Interval).RepeatForever())
            .Build();
        // Delays the first start of a paused schedule by one interval. Otherwise the new trigger could fire before it
        // is paused again.
        if (rests) trigger = trigger.GetTriggerBuilder().StartAt(time.GetUtcNow() + task.Interval).Build();
        await scheduler.ScheduleJob(job, [trigger], ScheduleJobOptions.Replacing);
        if (rests) await scheduler.PauseTrigger(trigger.Key);
    }
}

/// <summary>
/// The Quartz job that runs the scheduled task whose name is the job key. Does nothing when the task is no longer
/// registered.
/// </summary>
[DisallowConcurrentExecution]
sealed class ScheduledJob(IServiceProvider scope, IEnumerable<ScheduledTask> tasks) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        tasks.FirstOrDefault(task => task.Name == context.JobDetail.Key.Name)?.Make(scope).Run();
        return ValueTask.CompletedTask;
    }
}
