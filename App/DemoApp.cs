using App.Patterns.BackgroundTasks.Schedules;

namespace App;

/// <summary>
/// A public demo with the sample library. Sign-up is closed and the account's password is random, so visitors can only
/// read. Every hour the sample library is reset, which removes changes by an administrator.
/// </summary>
public sealed class DemoApp(AppSettings settings) : LibraryApp(SettingsOf(settings))
{
    /// <summary>The folder of the demo's home page, which replaces the library's home page.</summary>
    protected override string? HostFolder => "Demo";

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.ConfigureServices(builder);
        builder.Services.AddScheduledTask<DemoReset>(DemoReset.Interval).AddHostedService<Seed>();
    }

    static AppSettings SettingsOf(AppSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { SignUp = SignUpMode.Closed };
    }

    /// <summary>Adds the sample library before the first request.</summary>
    sealed class Seed(IServiceScopeFactory scopes) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            using var scope = scopes.CreateScope();
            var reset = scope.ServiceProvider.GetRequiredService<DemoReset>();
            reset.Prepare();
            reset.Run();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
