namespace App.Patterns.Deployment.Hosting;

/// <summary>
/// Stops the application when the date of a file changes. The service manager then starts the active release again, and
/// the release reads its configuration. Any user who may write the file can restart the service in this way.
/// </summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File (<c>touch</c>).</remarks>
/// <param name="path">The path of the file to watch.</param>
/// <param name="lifetime">The lifetime of the application, used to stop it.</param>
/// <param name="time">The clock of the timer that checks the file every second.</param>
public sealed class ReloadFile(string path, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan interval = TimeSpan.FromSeconds(1);

    // Polls, because not every file system sends change notifications.
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
