using System.CommandLine;
using System.CommandLine.Invocation;
using App.Patterns.AppFactories;
using App.Patterns.Sqlite;
using Microsoft.Data.Sqlite;

namespace App.Commands;

/// <summary>What the program can be told on the command line, and how it ends.</summary>
public static class CommandLine
{
    /// <summary>
    /// Runs one command. Ends with one of <see cref="ExitCode"/>; every failure is told in a line on the error stream.
    /// </summary>
    public static async Task<int> Run(IReadOnlyList<string> arguments)
    {
        // No response files: "@name" is a name.
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return Fail(ExitCode.WrongUse, $"{parsed.Errors[0].Message} Try --help.");
        try
        {
            // The host itself answers Ctrl-C, so that requests and tasks end before the process does.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception error)
        {
            return Fail(
                CodeOf(error),
                CodeOf(error) == ExitCode.Failed && error is not CommandFailedException
                    ? error.ToString()
                    : error.Message
            );
        }
    }

    static RootCommand Root()
    {
        var root = new RootCommand("Carafe, a library for web links. Without a command it serves.");
        foreach (var option in SettingOptions.All) root.Add(option);
        root.Add(ServeCommand.Make());
        root.Add(WorkerCommand.Make());
        root.Add(MigrateCommand.Make());
        root.Add(ImportCommand.Make());
        root.Add(ExportCommand.Make());
        root.Add(AccountCommand.Make());
        root.Add(ShelfCommand.Make());
        root.Add(RoutesCommand.Make());
        root.Add(CheckCommand.Make());
        root.Add(PatternCommand.Make());
        root.Add(HandbookCommand.Make());
        root.SetAction(ServeCommand.Run);
        return root;
    }

    static int CodeOf(Exception error) => error switch
    {
        ApplicationNameException => ExitCode.WrongUse,
        SettingsException or DatabaseTooNewException => ExitCode.Unusable,
        SqliteException sqlite when sqlite.IsUnusable() => ExitCode.Unusable,
        _ => ExitCode.Failed,
    };

    static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}

/// <summary>How the program ends.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>The configuration or the data directory cannot be used.</summary>
    public const int Unusable = 3;
}

/// <summary>A command could not do its work; the message is one line for the person who gave it.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
