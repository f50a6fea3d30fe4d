namespace App.Tests.Patterns.Streaming;

/// <summary>A scoped service that tells whether the scope of the request is still open.</summary>
public sealed class OpenRows : IDisposable
{
    public bool Is { get; private set; } = true;

    public void Dispose() => Is = false;
}
