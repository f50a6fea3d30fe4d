using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks.Administration;

/// <summary>The number of runs that ended in one state within one time slot.</summary>
public sealed record TaskEndCount
{
    /// <summary>The start of the slot, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>The state in which the runs ended.</summary>
    public required TaskState State { get; init; }
    /// <summary>The number of runs.</summary>
    public required long Runs { get; init; }
}

/// <summary>Reads and changes the runs of all accounts in the table <c>task_runs</c>.</summary>
/// <param name="connection">The connection of the current scope.</param>
public sealed class TaskAdministrationStore(DbConnection connection)
{
    /// <summary>Counts the runs in each state.</summary>
    /// <returns>The counts; a state without runs is missing.</returns>
    public IReadOnlyDictionary<TaskState, long> States() => connection.Query<(string State, long Runs)>("""
        select state, count(*) as runs
        from task_runs
        group by state
        """).ToDictionary(row => Enum.Parse<TaskState>(row.State, ignoreCase: true), row => row.Runs);

    /// <summary>Returns runs of one state or of all states.</summary>
    /// <param name="state">The state; <see langword="null"/> for all.</param>
    /// <param name="limit">The maximum number of runs.</param>
    /// <param name="offset">The number of runs to skip.</param>
    /// <returns>The waiting and running runs, then the ended runs; both newest first.</returns>
    public IReadOnlyList<TaskRun> All(TaskState? state, int limit, long offset) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error,
                  attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
                from task_runs
                where (@state is null or state = @state)
                order by state not in ('waiting', 'running'), id desc
                limit @limit offset @offset
                """,
                new
                {
                    state = state?.ToString().ToLowerInvariant(),
                    limit,
                    offset,
                }
            ),
        ];

    /// <summary>
    /// Cancels the waiting runs of an account, and requests that the running runs of the account stop.
    /// </summary>
    /// <param name="accountId">The owner of the runs.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The number of changed runs.</returns>
    public int CancelAll(long accountId, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where account_id = @accountId
          and state in ('waiting', 'running')
        """, new { accountId, now });

    /// <summary>Counts the runs that ended, by time slot and state.</summary>
    /// <param name="from">The earliest end time of a counted run.</param>
    /// <param name="slot">The length of a slot in milliseconds.</param>
    /// <returns>The counts, unsorted; empty slots are missing.</returns>
    public IReadOnlyList<TaskEndCount> Ended(DateTimeOffset from, long slot) => [.. connection.Query<TaskEndCount>("""
        select finished_at / @slot * @slot as at, state, count(*) as runs
        from task_runs
        where finished_at >= @from
        group by finished_at / @slot, state
        """, new { from, slot })];

    /// <summary>Cancels a waiting run. If the run is already running, requests that it stops.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="now">The current time.</param>
    /// <returns><see langword="false"/> when no waiting or running run has this id.</returns>
    public bool Cancel(long id, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where id = @id
          and state in ('waiting', 'running')
        """, new { id, now }) == 1;

    /// <summary>Returns a failed or cancelled run to the queue.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="now">The current time.</param>
    /// <returns><see langword="false"/> when no failed or cancelled run has this id.</returns>
    public bool Retry(long id, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', cancel_requested = 0, attempts = 0, failures = 0, current = 0, total = null,
              note = '', error = null, run_at = @now, finished_at = null
            where id = @id
              and state in ('failed', 'cancelled')
            """,
            new { id, now }
        ) == 1;
}
