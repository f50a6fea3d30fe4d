namespace App.Tests.Testing;

/// <summary>Waits for a condition that another thread, request or process fulfils.</summary>
static class Poll
{
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan timeout = TimeSpan.FromSeconds(60);

    /// <exception cref="OperationCanceledException">The condition is not fulfilled within a minute.</exception>
    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    /// <exception cref="OperationCanceledException">The condition is not fulfilled within a minute.</exception>
    public static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(timeout);
        while (!await condition()) await Task.Delay(interval, limit.Token);
    }
}
