namespace App.Blueprints.Backend;

/// <summary>The scope of the library's services for one backend request; disposed with the request.</summary>
public sealed class LibraryScope(AsyncServiceScope scope) : IAsyncDisposable, IDisposable
{
    public T Get<T>() where T : class => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    public void Dispose() => scope.Dispose();
}
