using System.Data.Common;
using Dapper;

namespace App.Patterns.BackgroundTasks.Lists;

/// <summary>
/// Lists and counts task runs in the table <c>task_runs</c>: the runs of one account, or the runs that have no owner.
/// </summary>
/// <param name="connection">The connection of the current scope.</param>
public sealed class TaskListStore(DbConnection connection)
{
    /// <summary>Returns the waiting and running runs of an account.</summary>
    /// <param name="accountId">The owner.</param>
    /// <param name="limit">The maximum number of runs.</param>
    /// <returns>The running runs, then the waiting runs in the order in which they are due.</returns>
    public IReadOnlyList<TaskRun> Open(long accountId, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error,
                  attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
                from task_runs
                where account_id = @accountId
                  and state in ('waiting', 'running')
                order by state, run_at, id
                limit @limit
                """,
                new { accountId, limit }
            ),
        ];

    /// <summary>Counts the waiting and running runs of an account.</summary>
    /// <param name="accountId">The owner.</param>
    /// <returns>The number of runs.</returns>
    public long CountOpen(long accountId) => connection.ExecuteScalar<long>("""
        select count(*)
        from task_runs
        where account_id = @accountId
          and state in ('waiting', 'running')
        """, new { accountId });

    /// <summary>Counts the runs of a task that have no owner.</summary>
    /// <param name="task">The registered name of the task.</param>
    /// <returns>The number of all runs, and the number of waiting or running runs.</returns>
    public (long All, long Open) CountUnowned(string task) => connection.QuerySingle<(long, long)>("""
        select count(*), count(iif(state in ('waiting', 'running'), 1, null))
        from task_runs
        where account_id is null
          and task = @task
        """, new { task });

    /// <summary>Returns the ended runs of an account.</summary>
    /// <param name="accountId">The owner.</param>
    /// <param name="limit">The maximum number of runs.</param>
    /// <returns>The runs, newest first.</returns>
    public IReadOnlyList<TaskRun> Ended(long accountId, int limit) =>
        [
            .. connection.Query<TaskRun>(
                """
                select id, account_id, task, arguments, language, state, current, total, note, result, error,
                  attempts, failures, cancel_requested, run_at, created_at, started_at, finished_at
                from task_runs
                where account_id = @accountId
                  and state not in ('waiting', 'running')
                order by id desc
                limit @limit
                """,
                new { accountId, limit }
            ),
        ];

    /// <summary>
    /// Deletes ended runs of a task that have no owner. Use this method to delete such runs earlier than the runs of
    /// accounts.
    /// </summary>
    /// <param name="task">The registered name of the task.</param>
    /// <param name="before">Only runs that ended before this time are deleted.</param>
    /// <returns>The number of deleted runs.</returns>
    public int RemoveUnowned(string task, DateTimeOffset before) => connection.Execute("""
        delete from task_runs
        where account_id is null
          and task = @task
          and state in ('succeeded', 'failed', 'cancelled')
          and finished_at < @before
        """, new { task, before });
}
