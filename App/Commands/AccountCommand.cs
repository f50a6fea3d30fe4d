using System.CommandLine;
using System.Globalization;
using App.Blueprints.Accounts;
using App.Patterns.Sqlite;

namespace App.Commands;

/// <summary><c>account add</c> and <c>account reset</c>: the password is one line of input, so that no list of processes shows it.</summary>
static class AccountCommand
{
    static readonly Argument<string> name = new("name") { Description = "The name of the account." };

    static readonly Option<string> password = new("--password") { Description = "The password; without it, one line of input is read.", HelpName = "text" };

    public static Command Make() => new("account", "Adds accounts and resets their passwords.")
    {
        Make("add", "Adds an account; the first of a library is its operator.", (accounts, who, secret) => accounts.Add(who, secret)),
        Make("reset", "Sets another password and signs the account out everywhere.", (accounts, who, secret) => accounts.Reset(who, secret)),
    };

    static Command Make(string verb, string description, Func<AccountCommands, string, string, string?> work)
    {
        var command = new Command(verb, description) { name, password };
        command.SetAction(parsed => Run(parsed, work));
        return command;
    }

    static int Run(ParseResult parsed, Func<AccountCommands, string, string, string?> work)
    {
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var settings = SettingOptions.Read(parsed);
        DataDirectory.Prepare(settings);
        var secret = parsed.GetValue(password) ?? ReadPassword();
        using var app = SettingOptions.Build(parsed, settings);
        using var scope = app.Services.CreateScope();
        string? problem = null;
        scope.ServiceProvider.GetRequiredService<OnDemandConnection>().Transact(() =>
            problem = work(scope.ServiceProvider.GetRequiredService<AccountCommands>(), parsed.GetRequiredValue(name), secret));
        if (problem is not null) throw new CommandFailedException(problem);
        Console.WriteLine($"Done: {parsed.GetRequiredValue(name)}.");
        return ExitCode.Done;
    }

    static string ReadPassword()
    {
        if (!Console.IsInputRedirected) Console.Error.Write("Password: ");
        return Console.ReadLine() ?? throw new CommandFailedException("No password came in. Write it as one line of input.");
    }
}
