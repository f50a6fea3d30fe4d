using App.Patterns.BackgroundTasks;
using Dapper;
using Microsoft.Data.Sqlite;

namespace App.Tests.Patterns.BackgroundTasks;

public sealed class RenamedAssemblyTests
{
    [Fact]
    public async Task A_queue_written_under_the_former_assembly_name_is_processed()
    {
        await using var web = await QueueHost.Start(worker: false);
        var ids = Enumerable.Range(1, 3).Select(number => web.Enqueue(number)).ToList();
        using (var queue = new SqliteConnection($"Data Source={Path.Combine(web.Folder, "tasks.db")}"))
        {
            var assembly = typeof(TaskRun).Assembly.GetName().Name;
            const string rename = """
                update qrtz_job_details
                set job_class_name = replace(job_class_name, @now, @then)
                where job_class_name like '%' || @now
                """;
            var names = new { now = $", {assembly}", then = $", {QueueHost.FormerAssembly}" };
            Assert.Equal(3, queue.Execute(rename, names));
        }

        await using var worker = await QueueHost.Start(beside: web);
        foreach (var id in ids)
        {
            var run = await web.Ended(id);
            Assert.Equal((TaskState.Succeeded, 1L), (run.State, run.Attempts));
        }
        Assert.DoesNotContain(worker.Log.Lines, line => !line.StartsWith("Information:", StringComparison.Ordinal));
    }
}
