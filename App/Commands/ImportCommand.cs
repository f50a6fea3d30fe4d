using System.CommandLine;
using System.Globalization;
using App.Blueprints.Accounts;
using App.Blueprints.Shared;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Imports;
using App.Blueprints.Transfer.Previews;
using App.Blueprints.Transfer.Uploads;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Results;
using App.Patterns.Sqlite;
using App.Patterns.Uploads;
using Microsoft.Extensions.Localization;

namespace App.Commands;

/// <summary>
/// <c>import</c>: imports a bookmark file with the task that the web page also uses. The task runs in a worker that is
/// already running, otherwise in this process.
/// </summary>
static class ImportCommand
{
    static readonly Argument<FileInfo> file = new("file") { Description = "A bookmark file from a browser." };

    static readonly Option<string> account = new("--for")
    {
        Description = "The account that gets the links.",
        HelpName = "name",
        Required = true,
    };

    static readonly Option<string> visibility = new("--visibility")
    {
        Description = "The visibility of the links: private, file or public.",
        DefaultValueFactory = _ => ImportVisibility.Private,
    };

    static readonly Option<bool> folderTags = new("--folder-tags")
    {
        Description = "Also turns folder names into tags.",
    };

    static readonly Option<string> tags = new("--tags")
    {
        Description = "Tags for all links, separated by commas.",
        DefaultValueFactory = _ => "",
    };

    static readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Prints the result of an import without importing anything.",
    };

    public static Command Make()
    {
        visibility.AcceptOnlyFromAmong(ImportVisibility.Private, ImportVisibility.File, ImportVisibility.Public);
        var command = new Command("import", "Imports a bookmark file.")
        {
            file,
            account,
            visibility,
            folderTags,
            tags,
            dryRun,
        };
        command.SetAction(Run);
        return command;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var settings = SettingOptions.Read(parsed);
        var path = parsed.GetRequiredValue(file);
        if (!path.Exists) throw new CommandFailedException($"There is no file {path.FullName}.");
        DataDirectory.Prepare(settings);
        if (parsed.GetValue(dryRun)) return Preview(settings, parsed, path);
        using var worker = LibraryApp.CreateWorker(settings, Quiet);
        await worker.StartAsync(cancelled);
        await using var scope = worker.Services.CreateAsyncScope();
        var run = await Enqueue(scope.ServiceProvider, parsed, path, cancelled);
        Console.WriteLine(await Wait(scope.ServiceProvider, run, cancelled));
        await worker.StopAsync(CancellationToken.None);
        return ExitCode.Done;
    }

    static int Preview(AppSettings settings, ParseResult parsed, FileInfo path)
    {
        using var library = LibraryApp.CreateWorker(settings, Quiet);
        using var scope = library.Services.CreateScope();
        var services = scope.ServiceProvider;
        using var content = path.OpenRead();
        var reader = new BookmarkFileReader(content);
        var tally = new PreviewTally();
        foreach (var _ in services.GetRequiredService<PreviewReader>().Read(reader, Owner(services, parsed).Id, tally))
        { }
        if (reader.Problem != BookmarkFileProblem.None)
            throw new CommandFailedException(
                ImportTexts.Of(reader.Problem, services.GetRequiredService<IStringLocalizer>())
            );
        var rows = tally.Preview(DateTimeOffset.UtcNow).Rows;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows.New:N0} new, {rows.Merge:N0} to be completed, "
                    + $"{rows.Tagged:N0} to get folder tags only, {rows.Unchanged:N0} already there, "
                    + $"{rows.Repeat:N0} repeated, {rows.Refused:N0} refused. Nothing was written."
            )
        );
        return ExitCode.Done;
    }

    // Hides the warning about a second worker, because a running server's worker is normal for this command.
    static void Quiet(WebApplicationBuilder builder) =>
        builder.Logging.AddFilter(typeof(IBackgroundTasks).Namespace, LogLevel.Error);

    static async Task<long> Enqueue(
        IServiceProvider services,
        ParseResult parsed,
        FileInfo path,
        CancellationToken cancelled
    )
    {
        var owner = Owner(services, parsed);
        var files = services.GetRequiredKeyedService<UploadSet>(ImportFiles.SetName);
        await using var content = path.OpenRead();
        var stored = await files.Save(new FormFile(content, 0, content.Length, "file", path.Name), cancelled);
        var options = new ImportOptions
        {
            Visibility = parsed.GetRequiredValue(visibility),
            FolderTags = parsed.GetValue(folderTags),
            Tags = parsed.GetRequiredValue(tags),
        };
        QueuedImport queued = default;
        var uploads = services.GetRequiredService<UploadQueue>();
        services
            .GetRequiredService<OnDemandConnection>()
            .Transact(() => queued = uploads.Add(owner.Id, stored, options, atOnce: true));
        return queued.RunId!.Value;
    }

    static Account Owner(IServiceProvider services, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(account);
        return services.GetRequiredService<AccountStore>().Find(name)
            ?? throw new CommandFailedException($"There is no account named {name}.");
    }

    static async Task<string?> Wait(IServiceProvider services, long run, CancellationToken cancelled)
    {
        try
        {
            await services
                .GetRequiredService<IBackgroundTasks>()
                .Result<TaskResult>(run, Timeout.InfiniteTimeSpan, cancelled);
        }
        catch (TaskFailedException error)
        {
            throw new CommandFailedException(
                TaskTexts.Of(error.Message, services.GetRequiredService<IStringLocalizer>())
            );
        }
        return services.GetRequiredService<TaskRunStore>().Find(run) is { } ended
            ? services.GetRequiredService<TaskResultTexts>().Of(ended)
            : null;
    }
}
