using System.CommandLine;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Blueprints.Search;
using App.Blueprints.Transfer.Exports;

namespace App.Commands;

/// <summary><c>export</c>: writes the links of an account to a file or to standard output.</summary>
static class ExportCommand
{
    static readonly Option<string> account = new("--for")
    {
        Description = "The account whose links are exported.",
        HelpName = "name",
        Required = true,
    };

    static readonly Option<string> format = new("--format")
    {
        Description = "The format: html, csv, json or jsonl.",
        DefaultValueFactory = _ => "html",
    };

    static readonly Option<string> query = new("--query")
    {
        Description = "Exports only the links that match this search.",
        DefaultValueFactory = _ => "",
    };

    static readonly Option<bool> forLinkding = new("--linkding")
    {
        Description = "Writes notes and the archived state in linkding's format (html only).",
    };

    static readonly Option<FileInfo?> output = new("--output", "-o")
    {
        Description = "The file to write. The default is standard output.",
    };

    public static Command Make()
    {
        format.AcceptOnlyFromAmong("html", "csv", "json", "jsonl");
        var command = new Command("export", "Exports links to a file.") { account, format, query, forLinkding, output };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var settings = SettingOptions.Read(parsed);
        // Makes the files that this command creates private, except the exported file. That file gets the user's umask.
        var mask = PrivateFiles.UsePrivateMask();
        DataDirectory.Prepare(settings);
        await using var app = SettingOptions.Build(parsed, settings);
        await using var scope = app.Services.CreateAsyncScope();
        var name = parsed.GetRequiredValue(account);
        var owner = scope.ServiceProvider.GetRequiredService<AccountStore>().Find(name)
            ?? throw new CommandFailedException($"There is no account named {name}.");
        var text = parsed.GetRequiredValue(query);
        if (SearchQuery.Parse(text).Problem is { } problem)
            throw new CommandFailedException(
                $"The search cannot be parsed at character {problem.Position + 1}: {text}"
            );
        var links = scope
            .ServiceProvider.GetRequiredService<LinkExport>()
            .Read(owner.Id, text.Length == 0 ? null : new LinkQuery { Text = text });
        using var writer = LinkExport.WriterOf(parsed.GetRequiredValue(format), parsed.GetValue(forLinkding))!;
        await (
            parsed.GetValue(output) is { } file
                ? ToFile(writer, links, file.FullName, mask, cancelled)
                : ToOutput(writer, links, cancelled)
        );
        return ExitCode.Done;
    }

    // Writes to a temporary file and renames it, so that a partial export is never visible.
    static async Task ToFile(
        LinkWriter writer,
        IEnumerable<ExportedLink> links,
        string path,
        UnixFileMode mask,
        CancellationToken cancelled
    )
    {
        var partial = path + ".part";
        try
        {
            await using (var file = PrivateFiles.CreateOutput(partial, mask))
                await writer.WriteAsync(links, file, cancelled);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new CommandFailedException($"{path} cannot be written: {error.Message}");
        }
    }

    static async Task ToOutput(LinkWriter writer, IEnumerable<ExportedLink> links, CancellationToken cancelled)
    {
        await using var console = Console.OpenStandardOutput();
        await writer.WriteAsync(links, console, cancelled);
    }
}
