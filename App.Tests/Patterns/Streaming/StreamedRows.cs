using System.Runtime.CompilerServices;

namespace App.Tests.Patterns.Streaming;

/// <summary>Yields the given rows. Awaits a row that is a task, and throws a row that is an exception.</summary>
public sealed class StreamedRows(params object[] rows)
{
    public bool Endless { get; init; }

    public bool Begun { get; private set; }

    public TaskCompletionSource Closed { get; } = new();

    public async IAsyncEnumerable<object> All([EnumeratorCancellation] CancellationToken cancelled = default)
    {
        Begun = true;
        try
        {
            foreach (var row in rows)
            {
                if (row is Exception error) throw error;
                if (row is Task task) await task.WaitAsync(cancelled);
                else yield return row;
            }
            for (var i = 0; Endless; i++) yield return i;
        }
        finally
        {
            Closed.TrySetResult();
        }
    }
}
