using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// Reads and changes runs in the table <c>task_runs</c>. Each update applies only if the run is still in the expected
/// state, so that only one of several concurrent updates succeeds.
/// </summary>
/// <param name="connection">The connection of the current scope.</param>
public sealed class TaskRunStore(DbConnection connection)
{
    /// <summary>Inserts a waiting run that is due now.</summary>
    /// <param name="task">The registered name of the task.</param>
    /// <param name="arguments">The arguments as JSON.</param>
    /// <param name="accountId">The owner; <see langword="null"/> for none.</param>
    /// <param name="language">The culture in which the task runs.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The id of the run.</returns>
    public long Add(string task, string arguments, long? accountId, string language, DateTimeOffset now) =>
        connection.QuerySingle<long>(
            """
            insert into task_runs (account_id, task, arguments, language, run_at, created_at)
            values (@accountId, @task, @arguments, @language, @now, @now)
            returning id
            """,
            new
            {
                task,
                arguments,
                accountId,
                language,
                now,
            }
        );

    /// <summary>Returns a run of any account.</summary>
    /// <param name="id">The id of the run.</param>
    /// <returns>The run; <see langword="null"/> when there is none.</returns>
    public TaskRun? Find(long id) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            select id, account_id, task, arguments, language, state, current, total, note, result, error,
              attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
            from task_runs
            where id = @id
            """,
            new { id }
        );

    /// <summary>Returns a run of one account.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="accountId">The owner.</param>
    /// <returns>The run; <see langword="null"/> when the account has no such run.</returns>
    public TaskRun? Find(long id, long accountId) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            select id, account_id, task, arguments, language, state, current, total, note, result, error,
              attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
            from task_runs
            where id = @id
              and account_id = @accountId
            """,
            new { id, accountId }
        );

    /// <summary>Cancels a waiting run. If the run is already running, requests that it stops.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="accountId">The owner; <see langword="null"/> matches only runs without an owner.</param>
    /// <param name="now">The current time.</param>
    /// <returns><see langword="false"/> when the account has no waiting or running run with this id.</returns>
    public bool Cancel(long id, long? accountId, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where id = @id
          and account_id is not distinct from @accountId
          and state in ('waiting', 'running')
        """, new { id, accountId, now }) == 1;

    /// <summary>Returns a failed or cancelled run to the queue.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="accountId">The owner; <see langword="null"/> matches only runs without an owner.</param>
    /// <param name="now">The current time.</param>
    /// <returns><see langword="false"/> when the account has no failed or cancelled run with this id.</returns>
    public bool Retry(long id, long? accountId, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', cancel_requested = 0, attempts = 0, failures = 0, current = 0, total = null,
              note = '', error = null, run_at = @now, finished_at = null
            where id = @id
              and account_id is not distinct from @accountId
              and state in ('failed', 'cancelled')
            """,
            new
            {
                id,
                accountId,
                now,
            }
        ) == 1;

    /// <summary>Returns whether any run is waiting or running.</summary>
    /// <returns><see langword="true"/> when there is such a run.</returns>
    public bool AnyOpen() => connection.ExecuteScalar<bool>("""
        select exists (
          select 1
          from task_runs
          where state in ('waiting', 'running')
        )
        """);

    /// <summary>Assigns a waiting run to a worker.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">Identifies the worker.</param>
    /// <param name="now">The current time.</param>
    /// <param name="leaseUntil">When the lease of the worker expires.</param>
    /// <returns>The run; <see langword="null"/> when the run is no longer waiting.</returns>
    public TaskRun? Claim(long id, string owner, DateTimeOffset now, DateTimeOffset leaseUntil) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            update task_runs
            set state = 'running', owner = @owner, lease_until = @leaseUntil, attempts = attempts + 1, started_at = @now
            where id = @id
              and state = 'waiting'
            returning id, account_id, task, arguments, language, state, current, total, note, result, error,
              attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
            """,
            new
            {
                id,
                owner,
                now,
                leaseUntil,
            }
        );

    /// <summary>Returns whether a running run was requested to stop.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The worker that claimed the run.</param>
    /// <returns><see langword="null"/> when the run no longer belongs to <paramref name="owner"/>.</returns>
    public bool? CancelRequested(long id, string owner) => connection.QuerySingleOrDefault<bool?>("""
        select cancel_requested
        from task_runs
        where id = @id
          and owner = @owner
          and state = 'running'
        """, new { id, owner });

    /// <summary>Returns whether a run is waiting or running.</summary>
    /// <param name="id">The id of the run.</param>
    /// <returns><see langword="false"/> also when there is no such run.</returns>
    public bool IsOpen(long id) => connection.QuerySingleOrDefault<long?>("""
        select id
        from task_runs
        where id = @id
          and state in ('waiting', 'running')
        """, new { id }) is not null;

    /// <summary>Writes the progress of a run and extends its lease.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The worker that claimed the run.</param>
    /// <param name="current">The number of processed items.</param>
    /// <param name="total">The number of all items; <see langword="null"/> when unknown.</param>
    /// <param name="note">A short text for the owner of the run.</param>
    /// <param name="leaseUntil">When the new lease expires.</param>
    /// <returns><see langword="false"/> when the run no longer belongs to <paramref name="owner"/>.</returns>
    public bool Beat(long id, string owner, long current, long? total, string note, DateTimeOffset leaseUntil) =>
        connection.Execute(
            """
            update task_runs
            set current = @current, total = @total, note = @note, lease_until = @leaseUntil
            where id = @id
              and owner = @owner
              and state = 'running'
            """,
            new
            {
                id,
                owner,
                current,
                total,
                note,
                leaseUntil,
            }
        ) == 1;

    /// <summary>Records the end of a run.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The worker that claimed the run.</param>
    /// <param name="state">The state in which the run ended.</param>
    /// <param name="result">The result as JSON.</param>
    /// <param name="error">The error text for the owner of the run.</param>
    /// <param name="now">The current time.</param>
    /// <param name="counts">
    /// Whether the claim counts as an attempt; <see langword="false"/> when the task was not started.
    /// </param>
    /// <returns>
    /// The ended run; <see langword="null"/> when the run no longer belongs to <paramref name="owner"/>.
    /// </returns>
    public TaskRun? End(
        long id,
        string owner,
        TaskState state,
        string? result,
        string? error,
        DateTimeOffset now,
        bool counts = true
    ) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            update task_runs
            set state = @state, result = @result, error = @error,
              attempts = attempts - case when @counts = 1 then 0 else 1 end,
              owner = null, lease_until = null, finished_at = @now
            where id = @id
              and owner = @owner
              and state = 'running'
            returning id, account_id, task, arguments, language, state, current, total, note, result, error,
              attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
            """, new { id, owner, state = state.ToString().ToLowerInvariant(), result, error, now, counts });

    /// <summary>Returns a running run to the queue, after a failure or after an interruption.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The worker that claimed the run.</param>
    /// <param name="runAt">When the run is due again.</param>
    /// <param name="hasFailed"><see langword="false"/> for an interruption, which does not count as an attempt.</param>
    /// <returns><see langword="false"/> when the run no longer belongs to <paramref name="owner"/>.</returns>
    public bool Requeue(long id, string owner, DateTimeOffset runAt, bool hasFailed) => connection.Execute("""
        update task_runs
        set state = 'waiting', run_at = @runAt,
          attempts = attempts - case when @hasFailed = 1 then 0 else 1 end,
          failures = failures + case when @hasFailed = 1 then 1 else 0 end,
          owner = null, lease_until = null
        where id = @id
          and owner = @owner
          and state = 'running'
        """, new { id, owner, runAt, hasFailed }) == 1;

    /// <summary>Finds running runs whose worker has ended, and returns these runs to the queue.</summary>
    /// <param name="owner">The current worker.</param>
    /// <param name="othersAreDead">
    /// Whether all other workers have ended, so that all their runs are lost. With false, only the runs with an expired
    /// lease are lost.
    /// </param>
    /// <param name="alive">
    /// The ids of the runs that the current worker is running. These runs are never treated as lost, even when the
    /// clock was changed.
    /// </param>
    /// <param name="now">The current time.</param>
    /// <returns>The number of changed runs.</returns>
    /// <remarks>The worker that next claims a returned run decides whether the run starts again or fails.</remarks>
    public int RequeueLost(string owner, bool othersAreDead, IEnumerable<long> alive, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', owner = null, lease_until = null
            where state = 'running'
              and (lease_until < @now or (@othersAreDead = 1 and owner <> @owner))
              and id not in @alive
            """,
            new
            {
                owner,
                othersAreDead,
                alive,
                now,
            }
        );

    /// <summary>Returns the waiting runs that are due.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="latest">
    /// The latest possible due time. Runs with a later due time are returned too: they were enqueued before the clock
    /// was set back.
    /// </param>
    /// <param name="limit">The maximum number of runs.</param>
    /// <returns>The runs, earliest due time first.</returns>
    public IReadOnlyList<TaskRun> Due(DateTimeOffset now, DateTimeOffset latest, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error,
                  attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
                from task_runs
                where state = 'waiting'
                  and (run_at <= @now or run_at > @latest)
                order by run_at, id
                limit @limit
                """,
                new
                {
                    now,
                    latest,
                    limit,
                }
            ),
        ];

    /// <summary>Deletes ended runs.</summary>
    /// <param name="before">Only runs that ended before this time are deleted.</param>
    /// <returns>The number of deleted runs.</returns>
    public int RemoveEnded(DateTimeOffset before) => connection.Execute("""
        delete from task_runs
        where state in ('succeeded', 'failed', 'cancelled')
          and finished_at < @before
        """, new { before });
}
