using System.CommandLine;
using System.Globalization;
using App.Blueprints.Accounts;
using App.Patterns.Sqlite;

namespace App.Commands;

/// <summary>
/// The commands <c>account add</c>, <c>account reset</c> and <c>account operator</c>. They read passwords from standard
/// input, because other users can see the arguments of a process.
/// </summary>
static class AccountCommand
{
    static readonly Argument<string> name = new("name") { Description = "The name of the account." };

    static readonly Option<string> password = new("--password")
    {
        Description = "The password. If omitted, it is read from one line of standard input.",
        HelpName = "text",
    };

    static readonly Option<bool> remove = new("--remove") { Description = "Removes the operator role." };

    public static Command Make() =>
        new("account", "Adds accounts, resets passwords and assigns the operator role.")
        {
            Make("add", "Adds an account. The first account of a library is an operator.", (accounts, who, secret) =>
                accounts.Add(who, secret)
            ),
            Make("reset", "Sets a new password and signs the account out everywhere.", (accounts, who, secret) =>
                accounts.Reset(who, secret)
            ),
            MakeOperator(),
        };

    static Command Make(string verb, string description, Func<AccountCommands, string, string, string?> work)
    {
        var command = new Command(verb, description) { name, password };
        command.SetAction(parsed => Run(parsed, () => parsed.GetValue(password) ?? ReadPassword(), work));
        return command;
    }

    static Command MakeOperator()
    {
        var command = new Command(
            "operator", "Makes an account an operator; --remove removes the role.") { name, remove };
        command.SetAction(parsed =>
            Run(parsed, () => "", (accounts, who, _) => accounts.SetOperator(who, !parsed.GetValue(remove))));
        return command;
    }

    static int Run(ParseResult parsed, Func<string> readPassword, Func<AccountCommands, string, string, string?> work)
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var settings = SettingOptions.Read(parsed);
        DataDirectory.Prepare(settings);
        var secret = readPassword();
        using var app = SettingOptions.Build(parsed, settings);
        using var scope = app.Services.CreateScope();
        string? problem = null;
        scope
            .ServiceProvider.GetRequiredService<OnDemandConnection>()
            .Transact(() =>
                problem = work(
                    scope.ServiceProvider.GetRequiredService<AccountCommands>(),
                    parsed.GetRequiredValue(name),
                    secret
                )
            );
        if (problem is not null)
            throw new CommandFailedException(problem);
        Console.WriteLine($"Done: {parsed.GetRequiredValue(name)}.");
        return ExitCode.Done;
    }

    static string ReadPassword()
    {
        if (!Console.IsInputRedirected)
            Console.Error.Write("Password: ");
        return Console.ReadLine()
            ?? throw new CommandFailedException("No password was given. Write it to standard input as one line.");
    }
}
