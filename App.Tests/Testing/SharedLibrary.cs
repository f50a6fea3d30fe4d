namespace App.Tests.Testing;

/// <summary>
/// A library that all methods of a test class share. Use it when no method changes anything that another one reads.
/// </summary>
public class SharedLibrary : IAsyncLifetime
{
    public TestLibrary Library { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Library = await Start();
        await Fill();
    }

    protected virtual Task<TestLibrary> Start() => TestLibrary.Start();

    /// <summary>Adds what the tests read.</summary>
    protected virtual Task Fill() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Library.DisposeAsync();
    }
}
