namespace App.Blueprints.Backend;

/// <summary>What a request of the operators has of the library's services; ends with the request.</summary>
public sealed class LibraryScope(AsyncServiceScope scope) : IAsyncDisposable, IDisposable
{
    public T Get<T>() where T : class => scope.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    public void Dispose() => scope.Dispose();
}
