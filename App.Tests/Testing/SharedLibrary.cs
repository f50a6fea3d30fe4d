namespace App.Tests.Testing;

/// <summary>
/// A test site that all tests of a class share. Use it when no test changes data that another test reads.
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

    /// <summary>Adds the data that the tests read.</summary>
    protected virtual Task Fill() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Library.DisposeAsync();
    }
}
