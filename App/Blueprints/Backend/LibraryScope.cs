namespace App.Blueprints.Backend;

/// <summary>
/// The service scope of the library that one backend request uses. It is disposed at the end of the request.
/// </summary>
public sealed class LibraryScope(AsyncServiceScope scope) : IAsyncDisposable, IDisposable
{
    public T Get<T>() where T : class => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    public void Dispose() => scope.Dispose();
}
