using App.Commands;
using App.Tests.Testing;

namespace App.Tests.Commands;

public sealed class WorkerCommandTests
{
    [Fact]
    public async Task A_worker_runs_without_listening_until_it_is_stopped()
    {
        using var directory = new TestDirectory();
        using var program = ChildProgram.Start(["worker", "--DataDirectory", directory.File("data")]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!program.Output.Contains("Ctrl-C", StringComparison.Ordinal)) await Task.Delay(50, limit.Token);
        Assert.DoesNotContain("http://", program.Output, StringComparison.Ordinal);
        await program.Signal();
        await program.Ended();
        Assert.Equal((ExitCode.Done, ""), (program.ExitCode, program.Errors));
    }
}
