namespace App.Patterns.Deployment;

/// <summary>
/// Stops the application when a file is touched. The service manager then starts it again, with the configuration and
/// the release of that moment. The file needs no rights of an administrator.
/// </summary>
/// <remarks>Flask documentation: Deploying with Fabric, "The WSGI File".</remarks>
/// <param name="path">The path of the file.</param>
/// <param name="lifetime">The application to stop.</param>
/// <param name="time">The clock.</param>
public sealed class ReloadFile(string path, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    /// <summary>The environment variable with the path of the file.</summary>
    public const string Variable = "DEPLOY_RELOAD_FILE";

    static readonly TimeSpan interval = TimeSpan.FromSeconds(1);

    // Compares dates once a second, because a notification is not sent for every file system.
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = File.GetLastWriteTimeUtc(path);
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (File.GetLastWriteTimeUtc(path) != before)
            {
                lifetime.StopApplication();
                return;
            }
    }
}
