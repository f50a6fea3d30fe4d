using App.Blueprints.Backend.Databases;
using App.Blueprints.Backend.Logs;
using App.Blueprints.Backend.Metrics;
using App.Blueprints.Backend.People;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Packages;

namespace App.Blueprints.Backend;

/// <summary>The administration pages for operators.</summary>
public sealed class BackendBlueprint : Blueprint
{
    /// <summary>The path of the operators' application below the root of the library.</summary>
    public const string Mount = "/backend";

    public override IReadOnlyList<string> Prefixes =>
        [
            "/",
            "/accounts",
            "/shelves",
            "/new-shelf",
            "/archives",
            "/tasks",
            "/schedules",
            "/applications",
            "/caches",
            "/databases",
            "/settings",
            "/routes",
            "/views",
            "/log",
        ];

    /// <summary>Forbids caching of every response.</summary>
    public override void Hook(BlueprintHooks hooks)
    {
        ArgumentNullException.ThrowIfNull(hooks);
        hooks.After(context =>
        {
            context.Response.Headers.CacheControl = "private, no-store";
            return Task.CompletedTask;
        });
    }

    public override void ConfigureServices(IServiceCollection services) =>
        services
            .AddScoped<MetricStore>()
            .AddScoped<RequestMetricStore>()
            .AddScoped<AccountListStore>()
            .AddScoped<SiteOverview>()
            .AddScoped<SiteNotices>();
}

public static class BackendSetup
{
    /// <summary>
    /// Registers the services that collect data for the backend: request counters, metrics, and the last log lines.
    /// </summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, SiteFiles files)
    {
        services.AddSingleton(files).AddSingleton<RequestMeter>().AddHostedService<RequestMeterWriter>();
        services
            .AddSingleton<LogRing>()
            .AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogRing>());
        services.AddLogging(logging => logging.AddFilter<LogRing>("App", LogLevel.Information));
        services.AddBackgroundTask<DatabaseCheck, string>(DatabaseCheck.Name, retryAfter: []);
        services.AddBackgroundTask<DatabaseVacuum, string>(DatabaseVacuum.Name);
        services.AddBackgroundTask<DatabaseBackup, string>(DatabaseBackup.Name);
        services
            .AddScoped<ITaskResultFormatter, DatabaseCheckFormatter>()
            .AddScoped<ITaskResultFormatter, DatabaseVacuumFormatter>();
        services.AddScoped<ITaskResultFormatter, DatabaseBackupFormatter>();
        return services.AddScheduledTask<MetricsTask>(MetricsTask.Interval);
    }
}
