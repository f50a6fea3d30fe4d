using System.CommandLine;
using App.Patterns.Sqlite;

namespace App.Commands;

/// <summary><c>migrate</c>: applies the pending migrations and lists them.</summary>
static class MigrateCommand
{
    static readonly Option<bool> pending = new("--pending")
    {
        Description = "Lists the pending migrations and changes nothing.",
    };

    public static Command Make()
    {
        var command = new Command("migrate", "Applies pending migrations to the database.");
        command.Add(pending);
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var settings = SettingOptions.Read(parsed);
        if (parsed.GetValue(pending)) return ListPending(settings);
        var applied = DataDirectory.Prepare(settings);
        foreach (var script in applied) Console.WriteLine($"Applied {script}");
        if (applied.Count == 0) Console.WriteLine($"Nothing to apply: {settings.LibraryFile} is up to date.");
        return ExitCode.Done;
    }

    static int ListPending(AppSettings settings)
    {
        using var database = new SqliteDatabase(settings.LibraryFile);
        foreach (var script in Migrations.Of(typeof(LibraryApp).Assembly).Pending(database)) Console.WriteLine(script);
        return ExitCode.Done;
    }
}
