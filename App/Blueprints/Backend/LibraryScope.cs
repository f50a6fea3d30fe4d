namespace App.Blueprints.Backend;

/// <summary>
/// A service scope of the library application, from which backend pages get the library's services. Each backend
/// request creates at most one; it is disposed at the end of the request.
/// </summary>
public sealed class LibraryScope(AsyncServiceScope scope) : IAsyncDisposable, IDisposable
{
    public T Get<T>() where T : class => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    public void Dispose() => scope.Dispose();
}
