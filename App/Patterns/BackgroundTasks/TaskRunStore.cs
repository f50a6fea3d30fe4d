using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks;

/// <summary>
/// The SQL of <c>task_runs</c>. Every change of state names the state it comes from, so that one of many wins.
/// </summary>
public sealed class TaskRunStore(DbConnection connection)
{
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

    public TaskRun? Find(long id) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
              run_at, created_at, started_at, finished_at
            from task_runs
            where id = @id
            """,
            new { id }
        );

    public TaskRun? Find(long id, long accountId) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
              run_at, created_at, started_at, finished_at
            from task_runs
            where id = @id
              and account_id = @accountId
            """,
            new { id, accountId }
        );

    /// <summary>What runs and waits, in the order it will be taken up.</summary>
    public IReadOnlyList<TaskRun> Open(long accountId, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
                  run_at, created_at, started_at, finished_at
                from task_runs
                where account_id = @accountId
                  and state in ('waiting', 'running')
                order by state, run_at, id
                limit @limit
                """,
                new { accountId, limit }
            ),
        ];

    public long CountOpen(long accountId) => connection.ExecuteScalar<long>("""
        select count(*)
        from task_runs
        where account_id = @accountId
          and state in ('waiting', 'running')
        """, new { accountId });

    /// <summary>How many runs of a task were enqueued for no account, and how many of them wait or run.</summary>
    public (long All, long Open) CountUnowned(string task) => connection.QuerySingle<(long, long)>("""
        select count(*), count(iif(state in ('waiting', 'running'), 1, null))
        from task_runs
        where account_id is null
          and task = @task
        """, new { task });

    /// <summary>What ended, the newest first.</summary>
    public IReadOnlyList<TaskRun> Ended(long accountId, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
                  run_at, created_at, started_at, finished_at
                from task_runs
                where account_id = @accountId
                  and state not in ('waiting', 'running')
                order by id desc
                limit @limit
                """,
                new { accountId, limit }
            ),
        ];

    public bool Cancel(long id, long? accountId, DateTimeOffset now) => connection.Execute("""
        update task_runs
        set cancel_requested = 1,
          finished_at = iif(state = 'waiting', @now, finished_at),
          state = iif(state = 'waiting', 'cancelled', state)
        where id = @id
          and account_id is @accountId
          and state in ('waiting', 'running')
        """, new { id, accountId, now }) == 1;

    public bool Retry(long id, long? accountId, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', cancel_requested = 0, attempts = 0, failures = 0, current = 0, total = null, note = '', error = null,
              run_at = @now, finished_at = null
            where id = @id
              and account_id is @accountId
              and state in ('failed', 'cancelled')
            """,
            new
            {
                id,
                accountId,
                now,
            }
        ) == 1;

    /// <summary>Whether anything runs or waits.</summary>
    public bool AnyOpen() => connection.ExecuteScalar<bool>("""
        select exists (
          select 1
          from task_runs
          where state in ('waiting', 'running')
        )
        """);

    /// <summary>Makes a waiting run the owner's own; null when somebody else was first or it waits no more.</summary>
    public TaskRun? Claim(long id, string owner, DateTimeOffset now, DateTimeOffset leaseUntil) =>
        connection.QuerySingleOrDefault<TaskRun>(
            """
            update task_runs
            set state = 'running', owner = @owner, lease_until = @leaseUntil, attempts = attempts + 1, started_at = @now
            where id = @id
              and state = 'waiting'
            returning id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
              run_at, created_at, started_at, finished_at
            """,
            new
            {
                id,
                owner,
                now,
                leaseUntil,
            }
        );

    /// <summary>Whether the run was asked to stop; null when it is the owner's no more.</summary>
    public bool? CancelRequested(long id, string owner) => connection.QuerySingleOrDefault<bool?>("""
        select cancel_requested
        from task_runs
        where id = @id
          and owner = @owner
          and state = 'running'
        """, new { id, owner });

    /// <summary>Whether the run waits or is at work.</summary>
    public bool IsOpen(long id) => connection.QuerySingleOrDefault<long?>("""
        select id
        from task_runs
        where id = @id
          and state in ('waiting', 'running')
        """, new { id }) is not null;

    /// <summary>Publishes progress and prolongs the lease; false when the run is the owner's no more.</summary>
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

    /// <summary>Ends a run; null when it no longer belongs to <paramref name="owner"/>.</summary>
    /// <param name="id">Of the run.</param>
    /// <param name="owner">The worker that claimed it.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="result">As JSON.</param>
    /// <param name="error">For the person it belongs to.</param>
    /// <param name="counts">Whether the claim was an attempt; not when its task was never started.</param>
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
            set state = @state, result = @result, error = @error, attempts = attempts - iif(@counts, 0, 1),
              owner = null, lease_until = null, finished_at = @now
            where id = @id
              and owner = @owner
              and state = 'running'
            returning id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
              run_at, created_at, started_at, finished_at
            """, new { id, owner, state = state.ToString().ToLowerInvariant(), result, error, now, counts });

    /// <summary>
    /// Lets a run wait again until <paramref name="runAt"/>, after a failure or, without one, an interruption that is
    /// no attempt.
    /// </summary>
    public bool PutBack(long id, string owner, DateTimeOffset runAt, bool hasFailed) => connection.Execute("""
        update task_runs
        set state = 'waiting', run_at = @runAt, attempts = attempts - iif(@hasFailed, 0, 1),
          failures = failures + iif(@hasFailed, 1, 0), owner = null, lease_until = null
        where id = @id
          and owner = @owner
          and state = 'running'
        """, new { id, owner, runAt, hasFailed }) == 1;

    /// <summary>
    /// Lets runs wait again that lost their worker: the lease ran out, or <paramref name="othersAreDead"/> and it is
    /// another owner's. Runs in <paramref name="alive"/> are left alone whatever the clock says. The next claim decides
    /// whether a run is started or given up.
    /// </summary>
    public int TakeBack(string owner, bool othersAreDead, IEnumerable<long> alive, DateTimeOffset now) =>
        connection.Execute(
            """
            update task_runs
            set state = 'waiting', owner = null, lease_until = null
            where state = 'running'
              and (lease_until < @now or (@othersAreDead and owner <> @owner))
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

    /// <summary>
    /// Waiting runs whose time has come, oldest first. A time after <paramref name="latest"/> cannot have been meant:
    /// the clock was set back.
    /// </summary>
    public IReadOnlyList<TaskRun> Due(DateTimeOffset now, DateTimeOffset latest, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error, attempts, failures, cancel_requested,
                  run_at, created_at, started_at, finished_at
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

    /// <summary>Those of one task that were enqueued for no account, and need not be kept as long as others.</summary>
    public int RemoveUnowned(string task, DateTimeOffset before) => connection.Execute("""
        delete from task_runs
        where account_id is null
          and task = @task
          and state in ('succeeded', 'failed', 'cancelled')
          and finished_at < @before
        """, new { task, before });

    public int RemoveEnded(DateTimeOffset before) => connection.Execute("""
        delete from task_runs
        where state in ('succeeded', 'failed', 'cancelled')
          and finished_at < @before
        """, new { before });
}
