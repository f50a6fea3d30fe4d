using System.CommandLine;
using App.Blueprints.Handbook.Exports;
using App.Patterns.Caching;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Localization;

namespace App.Commands;

/// <summary><c>handbook export</c>: writes the handbook as static files.</summary>
static class HandbookCommand
{
    /// <summary>The marker file of an export. An export replaces an existing folder only if it has this file.</summary>
    const string Mark = ".carafe-handbook";

    static readonly Argument<DirectoryInfo> target = new("dir")
    {
        Description = "The output folder: new, empty, or an earlier export, which is replaced.",
    };

    public static Command Make()
    {
        var export = new Command(
            "export",
            "Exports the handbook as static files in all languages, with relative links."
        )
        {
            target,
        };
        export.SetAction(Run);
        return new Command("handbook", "Exports the handbook.") { export };
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancelled)
    {
        var folder = Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(target).FullName);
        var part = $"{folder}.part";
        Refuse(folder);
        Refuse(part);
        try
        {
            Remove(part);
            Directory.CreateDirectory(part);
            // Writes the marker file first, so that the next export recognizes the remains of an interrupted export.
            await File.WriteAllTextAsync(
                Path.Combine(part, Mark),
                $"{typeof(LibraryApp).Assembly.GetName().Version}\n",
                cancelled
            );
            var (files, bytes) = await Export(parsed, part, cancelled);
            Replace(folder, part);
            Console.WriteLine($"Wrote {files:N0} files, {bytes / 1e6:N1} MB, to {folder}.");
            return ExitCode.Done;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            throw new CommandFailedException($"{folder} cannot be written: {error.Message}");
        }
        finally
        {
            Remove(part);
        }
    }

    static void Refuse(string folder)
    {
        if (File.Exists(folder))
            throw new CommandFailedException($"{folder} is a file.");
        if (
            Directory.Exists(folder)
            && !File.Exists(Path.Combine(folder, Mark))
            && Directory.EnumerateFileSystemEntries(folder).Any()
        )
            throw new CommandFailedException(
                $"{folder} is not empty and is not an earlier export: it has no {Mark}. Nothing was written."
            );
    }

    // Runs the application with an empty library on a free port of the loopback interface.
    static async Task<(int Files, long Bytes)> Export(ParseResult parsed, string folder, CancellationToken cancelled)
    {
        var data = Directory.CreateTempSubdirectory("carafe-handbook-");
        try
        {
            var settings = SettingOptions.Read(parsed) with
            {
                DataDirectory = data.FullName,
                Urls = "http://127.0.0.1:0",
                PathBase = "",
                Handbook = true,
                Worker = WorkerMode.External,
                Cache = CacheBackend.Memory,
            };
            var mask = PrivateFiles.UsePrivateMask();
            DataDirectory.Prepare(settings);
            // Restores the user's umask, because other users must be able to read the exported files. The data
            // directory stays private.
            PrivateFiles.UseMask(mask);
            await using var app = SettingOptions.Build(parsed, settings);
            await app.StartAsync(cancelled);
            var address = app
                .Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.First();
            using var visitor = new HttpClient(
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    UseProxy = false,
                }
            )
            {
                BaseAddress = new Uri(address),
            };
            var written = await new HandbookExport(
                visitor,
                app.Services.GetRequiredService<IStringLocalizer>(),
                settings.Languages
            ).Write(folder, cancelled);
            await app.StopAsync(cancelled);
            return written;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    // Replaces the folder with two renames. If the process is killed between the renames, the folder with the suffix
    // .old contains the complete earlier export.
    static void Replace(string folder, string part)
    {
        var old = $"{folder}.old";
        Refuse(old);
        Remove(old);
        if (Directory.Exists(folder)) Directory.Move(folder, old);
        Directory.Move(part, folder);
        Remove(old);
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
