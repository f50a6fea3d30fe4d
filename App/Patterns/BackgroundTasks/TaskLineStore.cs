using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks;

/// <summary>Something a task said while it ran.</summary>
public sealed record TaskLine
{
    /// <summary>From 1, over all attempts of a run; what was not kept leaves a gap.</summary>
    public required long Number { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset SaidAt { get; init; }
}

/// <summary>
/// The SQL of <c>task_run_lines</c>: the newest <see cref="Kept"/> lines of each run, gone with the run.
/// </summary>
public sealed class TaskLineStore(DbConnection connection)
{
    public const int Kept = 1000;

    /// <summary>The number of the last line; 0 when nothing was said.</summary>
    public long Last(long runId) => connection.ExecuteScalar<long>("""
        select coalesce(max(number), 0)
        from task_run_lines
        where run_id = @runId
        """, new { runId });

    /// <summary>Keeps lines, the oldest first, and lets go of those that are too many.</summary>
    public void Add(long runId, IReadOnlyList<TaskLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0) return;
        connection.Execute("""
            insert into task_run_lines (run_id, number, text, said_at)
            values (@runId, @Number, @Text, @SaidAt)
            """, lines.Select(line => new { runId, line.Number, line.Text, line.SaidAt }));
        connection.Execute("""
            delete from task_run_lines
            where run_id = @runId
              and number <= @through
            """, new { runId, through = lines[^1].Number - Kept });
    }

    /// <summary>What was said after a line, the oldest first.</summary>
    public IReadOnlyList<TaskLine> After(long runId, long number, int limit) => connection.Query<TaskLine>("""
        select number, text, said_at
        from task_run_lines
        where run_id = @runId
          and number > @number
        order by number
        limit @limit
        """, new { runId, number, limit }).AsList();

    /// <summary>The newest lines, the oldest of them first.</summary>
    public IReadOnlyList<TaskLine> Newest(long runId, int limit) => [.. connection.Query<TaskLine>("""
        select number, text, said_at
        from task_run_lines
        where run_id = @runId
        order by number desc
        limit @limit
        """, new { runId, limit }).Reverse()];
}
