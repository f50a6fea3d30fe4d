using Quartz;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Work that comes round by itself in the worker, such as removing what is kept for a term only; made anew in a scope of its own.
/// What it throws is logged, and its next turn comes. Flask: Celery Background Tasks (periodic tasks).
/// </summary>
public interface IRecurringWork
{
    void Run();
}

public static class RecurringWorkSetup
{
    /// <summary>Runs <typeparamref name="TWork"/> when the worker starts and then again and again.</summary>
    public static IServiceCollection AddRecurringWork<TWork>(this IServiceCollection services, TimeSpan interval) where TWork : class, IRecurringWork =>
        services.AddScoped<TWork>().AddSingleton(new RecurringWork(typeof(TWork).Name, interval, scope => scope.GetRequiredService<TWork>()));
}

/// <param name="Name">Unique in an application.</param>
/// <param name="Interval">From one turn to the next.</param>
/// <param name="Make">Takes it from a scope.</param>
sealed record RecurringWork(string Name, TimeSpan Interval, Func<IServiceProvider, IRecurringWork> Make);

/// <summary>One turn of a recurring work.</summary>
sealed class RecurringJob(IServiceScopeFactory scopes, IEnumerable<RecurringWork> works, ILogger<RecurringJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        try
        {
            using var scope = scopes.CreateScope();
            // One that an earlier version of the program had is no more.
            works.FirstOrDefault(work => work.Name == name)?.Make(scope.ServiceProvider).Run();
        }
        catch (Exception error)
        {
            log.LogError(error, "{Work} failed; its next turn comes", name);
        }
        return ValueTask.CompletedTask;
    }
}
