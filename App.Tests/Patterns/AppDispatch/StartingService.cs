using Microsoft.Extensions.Hosting;

namespace App.Tests.Patterns.AppDispatch;

sealed class StartingService(Func<bool> fails, Action disposed) : IHostedService, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        fails() ? throw new InvalidOperationException() : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => disposed();
}
