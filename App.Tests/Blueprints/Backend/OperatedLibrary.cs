using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Base class for tests with a new library and its operator.</summary>
public abstract class OperatedLibrary(Func<AppSettings, AppSettings>? settings = null) : IAsyncLifetime
{
    protected TestLibrary Library { get; private set; } = null!;

    protected Visitor Operating { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Library = await TestLibrary.Start(settings);
        Operating = await Library.SignUp("operator1");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Operating.Dispose();
        await Library.DisposeAsync();
    }
}
