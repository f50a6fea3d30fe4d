using System.CommandLine;

namespace App.Commands;

/// <summary>
/// <c>worker</c>: runs the background tasks of a library until shutdown. Used when the server does not run tasks.
/// </summary>
static class WorkerCommand
{
    public static Command Make()
    {
        var command = new Command(
            "worker",
            "Runs tasks in a separate process. Start the server with --Worker external."
        );
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var settings = SettingOptions.Read(parsed);
        var writeNotes = DataDirectory.PrepareLogged(settings);
        using var worker = LibraryApp.CreateWorker(settings);
        writeNotes(worker.Services);
        await worker.StartAsync(cancelled);
        Console.WriteLine($"Carafe runs the tasks of {settings.DataDirectory}. Press Ctrl-C to stop.");
        await worker.WaitForShutdownAsync(cancelled);
        return ExitCode.Done;
    }
}
