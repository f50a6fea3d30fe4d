using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks;

/// <summary>How many runs of a state ended in a slot of time.</summary>
public sealed record TaskEndings
{
    public required DateTimeOffset At { get; init; }
    public required TaskState State { get; init; }
    public required long Runs { get; init; }
}

/// <summary>The SQL of <c>task_runs</c> for those who look after the runs of everybody.</summary>
public sealed class TaskAdministrationStore(DbConnection connection)
{
    /// <summary>How many runs there are in each state; a state without runs is left out.</summary>
    public IReadOnlyDictionary<TaskState, long> States() => connection.Query<(string State, long Runs)>("""
        select state, count(*) as runs
        from task_runs
        group by state
        """).ToDictionary(row => Enum.Parse<TaskState>(row.State, ignoreCase: true), row => row.Runs);

    /// <summary>Runs of one state or of all: those that run and wait first, then the newest.</summary>
    public IReadOnlyList<TaskRun> All(TaskState? state, int limit, long offset) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
                  run_at, created_at, started_at, finished_at
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

    /// <summary>Cancels all runs of an account that wait, and asks those that run to stop.</summary>
    public int CancelAll(long accountId, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where account_id = @accountId
          and state in ('waiting', 'running')
        """, new { accountId, now });

    /// <summary>What ended from a time on, in slots of so many milliseconds.</summary>
    public IReadOnlyList<TaskEndings> Ended(DateTimeOffset from, long slot) => [.. connection.Query<TaskEndings>("""
        select finished_at / @slot * @slot as at, state, count(*) as runs
        from task_runs
        where finished_at >= @from
        group by finished_at / @slot, state
        """, new { from, slot })];

    public bool Cancel(long id, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where id = @id
          and state in ('waiting', 'running')
        """, new { id, now }) == 1;

    public bool Retry(long id, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', cancel_requested = 0, attempts = 0, failures = 0, current = 0, total = null, note = '', error = null,
              run_at = @now, finished_at = null
            where id = @id
              and state in ('failed', 'cancelled')
            """,
            new { id, now }
        ) == 1;
}
