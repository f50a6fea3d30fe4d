namespace App.Tests.Patterns.Streaming;

/// <summary>A scoped service that is disposed of with the request.</summary>
public sealed class OpenRows : IDisposable
{
    public bool Is { get; private set; } = true;

    public void Dispose() => Is = false;
}
