namespace App.Blueprints.Backend;

/// <summary>
/// A service scope of the library. Each backend request creates at most one, which is disposed at the end of the
/// request.
/// </summary>
public sealed class LibraryScope(AsyncServiceScope scope) : IAsyncDisposable, IDisposable
{
    public T Get<T>() where T : class => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    public void Dispose() => scope.Dispose();
}
