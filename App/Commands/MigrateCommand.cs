using System.CommandLine;

namespace App.Commands;

/// <summary><c>migrate</c>: applies the pending migrations and lists them.</summary>
static class MigrateCommand
{
    public static Command Make()
    {
        var command = new Command("migrate", "Applies pending migrations to the database.");
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var settings = SettingOptions.Read(parsed);
        var applied = DataDirectory.Prepare(settings);
        foreach (var script in applied) Console.WriteLine($"Applied {script}");
        if (applied.Count == 0) Console.WriteLine($"Nothing to apply: {settings.LibraryFile} is up to date.");
        return ExitCode.Done;
    }
}
