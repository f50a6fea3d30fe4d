using System.CommandLine;
using System.Globalization;
using App.Blueprints.Shelves;
using Microsoft.Extensions.Localization;

namespace App.Commands;

/// <summary>
/// <c>shelf</c>: manages shelves, which are separate libraries below <c>/~name</c>. A running server applies the
/// changes at its next request.
/// </summary>
static class ShelfCommand
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    static readonly Argument<string> name = new("name") { Description = "The name of the shelf, as in /~name/." };

    static readonly Argument<string> newName = new("new-name") { Description = "The new name." };

    static readonly Argument<string> archive = new("archive")
    {
        Description = "The name of an archive, as shown in the list.",
    };

    static readonly Option<string?> otherName = new("--as")
    {
        Description = "The name of the restored shelf. The default is its old name.",
        HelpName = "name",
    };

    static readonly Option<bool> archives = new("--archives")
    {
        Description = "Lists archives and backups instead of shelves.",
    };

    public static Command Make()
    {
        return new("shelf", "Manages shelves, which are additional libraries.")
        {
            Make("create", "Creates a shelf. --Title, --Colour, --Languages and --SignUp apply to it.", [name], Create),
            Make("list", "Lists the shelves.", [archives], List),
            Make("rename", "Renames a shelf, which changes its URL.", [name, newName], async (parsed, keeper, texts) =>
                Tell(
                    await keeper.Rename(parsed.GetRequiredValue(name), parsed.GetRequiredValue(newName), patience),
                    texts,
                    $"{parsed.GetRequiredValue(name)} is {parsed.GetRequiredValue(newName)} now"
                )
            ),
            Make("suspend", "Suspends a shelf until it is resumed.", [name], (parsed, keeper, texts) =>
                Tell(keeper.Suspend(parsed.GetRequiredValue(name)), texts, "Suspended")
            ),
            Make("resume", "Resumes a suspended shelf.", [name], (parsed, keeper, texts) =>
                Tell(keeper.Resume(parsed.GetRequiredValue(name)), texts, "Resumed")
            ),
            Make("delete", "Deletes a shelf and keeps an archive of it.", [name], async (parsed, keeper, texts) =>
                Tell(
                    await keeper.Delete(parsed.GetRequiredValue(name), patience),
                    texts,
                    "Deleted; its archive is listed with shelf list --archives"
                )
            ),
            Make(
                "restore",
                "Restores a shelf from an archive. The archive is kept.",
                [archive, otherName],
                (parsed, keeper, texts) =>
                    Tell(
                        keeper.Restore(parsed.GetRequiredValue(archive), parsed.GetValue(otherName)),
                        texts,
                        "Restored"
                    )
            ),
            Make("backup", "Backs up a shelf to an archive while it is in use.", [name], BackUp),
        };
    }

    static Command Make(
        string verb,
        string description,
        IEnumerable<Symbol> symbols,
        Action<ParseResult, ShelfOperations, IStringLocalizer> work
    ) => Make(verb, description, symbols, (parsed, keeper, texts) =>
        {
            work(parsed, keeper, texts);
            return Task.CompletedTask;
        });

    static Command Make(
        string verb,
        string description,
        IEnumerable<Symbol> symbols,
        Func<ParseResult, ShelfOperations, IStringLocalizer, Task> work
    )
    {
        var command = new Command(verb, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }
        command.SetAction(
            async (parsed, cancelled) =>
            {
                CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                var settings = SettingOptions.Read(parsed);
                DataDirectory.Prepare(settings);
                await using var app = SettingOptions.Build(parsed, settings);
                var keeper = app.Services.GetService<ShelfOperations>()
                    ?? throw new CommandFailedException("This application has no shelves.");
                await work(parsed, keeper, app.Services.GetRequiredService<IStringLocalizer>());
                return ExitCode.Done;
            }
        );
        return command;
    }

    static void Create(ParseResult parsed, ShelfOperations keeper, IStringLocalizer texts)
    {
        var settings = SettingOptions.Read(parsed);
        var form = new ShelfForm
        {
            Name = parsed.GetRequiredValue(name),
            Title = IsGiven(nameof(AppSettings.Title)) ? settings.Title : parsed.GetRequiredValue(name),
            Colour = IsGiven(nameof(AppSettings.Colour)) ? settings.Colour : Colours.Default,
            Languages = [.. settings.Languages],
            SignUpOpen = !IsGiven(nameof(AppSettings.SignUp)) || settings.SignUp == SignUpMode.Open,
        };
        if (form.Problem(texts) is { } problem) throw new CommandFailedException(problem);
        var server = ServerRecord.Of(settings);
        Tell(keeper.Create(form), texts,
            $"Created: {server.UrlOf($"/~{form.Name}/")} and {server.UrlOfHost(form.Name)}", end: "");

        // Whether the user gave the setting as an option of this command. Settings from files and the environment are
        // for the main library, not for the shelf.
        bool IsGiven(string setting) => settings.Origins.GetValueOrDefault(setting) == SettingOrigin.CommandLine;
    }

    static void List(ParseResult parsed, ShelfOperations keeper, IStringLocalizer texts)
    {
        if (parsed.GetValue(archives))
            foreach (var one in keeper.Archives()) Console.WriteLine(one);
        else
            foreach (var shelf in keeper.All())
                Console.WriteLine($"{shelf.Name,-40} {shelf.State.ToString().ToLowerInvariant(),-10} {shelf.Title}");
    }

    static void BackUp(ParseResult parsed, ShelfOperations keeper, IStringLocalizer texts)
    {
        var (problem, made) = keeper.BackUp(parsed.GetRequiredValue(name));
        Tell(problem, texts, $"Backed up: {made}");
    }

    static void Tell(ShelfProblem problem, IStringLocalizer texts, string done, string end = ".")
    {
        if (problem != ShelfProblem.None) throw new CommandFailedException(ShelfTexts.Of(problem, texts));
        Console.WriteLine($"{done}{end}");
    }
}
