namespace App.Tests.Patterns.Streaming;

/// <summary>
/// A scoped service that is disposed with the request's service scope. A test checks it to see whether rows that are
/// streamed later could still be read.
/// </summary>
public sealed class OpenRows : IDisposable
{
    public bool Is { get; private set; } = true;

    public void Dispose() => Is = false;
}
