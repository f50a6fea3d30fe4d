using System.CommandLine;
using System.CommandLine.Invocation;
using App.Patterns.AppFactories;
using App.Patterns.Deployment;
using App.Patterns.Sqlite;
using App.Patterns.Sqlite.Errors;
using Microsoft.Data.Sqlite;

namespace App.Commands;

/// <summary>Parses and runs the command line.</summary>
public static class CommandLine
{
    /// <summary>
    /// Runs one command and returns one of <see cref="ExitCode"/>. Writes one line to the error stream on failure.
    /// </summary>
    public static async Task<int> Run(IReadOnlyList<string> arguments)
    {
        // Disables response files, so that "@name" is an ordinary argument.
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return Fail(ExitCode.WrongUse, $"{parsed.Errors[0].Message} Try --help.");
        try
        {
            // The host handles Ctrl-C, so that requests and tasks end before the process does.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
            );
        }
        catch (Exception error)
        {
            return Fail(
                CodeOf(error),
                CodeOf(error) == ExitCode.Failed && error is not (CommandFailedException or DeploymentException)
                    ? error.ToString()
                    : error.Message
            );
        }
    }

    static RootCommand Root()
    {
        var root = new RootCommand("Carafe, a library for web links. The default command is serve.");
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
        root.Add(DeployCommand.Make());
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

/// <summary>The exit codes of the program.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUse = 2;

    /// <summary>The configuration or the data directory cannot be used.</summary>
    public const int Unusable = 3;
}

/// <summary>A command failed; the message is one line for the user.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
