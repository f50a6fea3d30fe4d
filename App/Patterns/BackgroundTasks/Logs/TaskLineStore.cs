using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks.Logs;

/// <summary>One line of the log of a run.</summary>
public sealed record TaskLine
{
    /// <summary>
    /// The number of the line, from 1. The numbers continue over all attempts of the run. Dropped lines leave gaps in
    /// the numbers.
    /// </summary>
    public required long Number { get; init; }

    /// <summary>The text, without line breaks.</summary>
    public required string Text { get; init; }

    /// <summary>When the task logged the line, in UTC.</summary>
    public required DateTimeOffset SaidAt { get; init; }
}

/// <summary>
/// Stores the newest <see cref="Kept"/> log lines of each run in the table <c>task_run_lines</c>. The lines are deleted
/// together with the run.
/// </summary>
/// <param name="connection">The connection of the current scope.</param>
public sealed class TaskLineStore(DbConnection connection)
{
    /// <summary>The number of newest log lines that are stored for each run. Older lines are deleted.</summary>
    public const int Kept = 1000;

    /// <summary>Returns the number of the last log line of a run.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <returns>The number; 0 when there is no line.</returns>
    public long Last(long runId) => connection.ExecuteScalar<long>("""
        select coalesce(max(number), 0)
        from task_run_lines
        where run_id = @runId
        """, new { runId });

    /// <summary>Inserts lines and deletes the oldest ones above <see cref="Kept"/>.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="lines">The lines, oldest first, with numbers that the run does not use yet.</param>
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

    /// <summary>Returns the log lines of a run that follow a given line.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="number">The number of the given line; 0 for all lines.</param>
    /// <param name="limit">The maximum number of lines.</param>
    /// <returns>The lines, oldest first.</returns>
    public IReadOnlyList<TaskLine> After(long runId, long number, int limit) => connection.Query<TaskLine>("""
        select number, text, said_at
        from task_run_lines
        where run_id = @runId
          and number > @number
        order by number
        limit @limit
        """, new { runId, number, limit }).AsList();

    /// <summary>Returns the newest log lines of a run.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="limit">The maximum number of lines.</param>
    /// <returns>The lines, oldest first.</returns>
    public IReadOnlyList<TaskLine> Newest(long runId, int limit) => [.. connection.Query<TaskLine>("""
        select number, text, said_at
        from task_run_lines
        where run_id = @runId
        order by number desc
        limit @limit
        """, new { runId, limit }).Reverse()];
}
