using App.Patterns.BackgroundTasks;

namespace App;

/// <summary>
/// A library to try out: the sample library, public, of an account without a known password. Nobody can sign up, so
/// visitors only read it. What an operator changes in it is reset every hour.
/// </summary>
public sealed class DemoApp(AppSettings settings) : LibraryApp(SettingsOf(settings))
{
    /// <summary>Its home page takes the place of the library's.</summary>
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

    /// <summary>Fills the library before the first request.</summary>
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
