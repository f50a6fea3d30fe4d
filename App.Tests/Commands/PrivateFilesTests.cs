using System.Runtime.Versioning;
using App.Commands;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Commands;

/// <summary>
/// Verifies the permissions of every file that the program creates in its data directory when it is started with the
/// umask 022.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    readonly TestDirectory directory = new();

    string Data => directory.File("data");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_server_creates_only_private_files()
    {
        var (program, address) = await Serve();
        using (program)
        {
            using var ada = await TestLibrary.SignUp(new Visitor(address, "en"), "ada-l");
            await ada.Import(
                "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"https://example.org/1\">one</A></DL>"
            );
            await ada.Submit(
                await ada.Get("/backend/en/databases"),
                "form#work",
                new Dictionary<string, string?> { ["work"] = "backup" }
            );
            await ada.Submit(
                await ada.Get("/backend/en/new-shelf"),
                "form#new-shelf",
                new Dictionary<string, string?>
                {
                    ["name"] = "reading",
                    ["title"] = "Reading",
                    ["colour"] = "blue",
                }
            );
            await ada.Get("/~reading/en/");
            await ShelfBackup("reading");
            await Poll.Until(() =>
                Directory.Exists(Path.Combine(Data, "backups"))
                && Directory.GetFiles(Path.Combine(Data, "backups"), "*.db").Length > 0
            );
            var created = All().Select(path => Path.GetRelativePath(Data, path)).ToList();
            Assert.Superset(
                (HashSet<string>)
                    [
                        "library.db",
                        "library.db-wal",
                        "library.db-shm",
                        "tasks.db",
                        "tasks.db-wal",
                        "worker.lock",
                        "uploads",
                        "keys",
                        "shelves",
                        "archives",
                        "backups",
                    ],
                created.ToHashSet()
            );
            Assert.Contains(created, path => path.StartsWith("keys/key-", StringComparison.Ordinal));
            Assert.Contains(created, path => path.StartsWith("uploads/", StringComparison.Ordinal));
            Assert.Contains(created, path =>
                path.StartsWith("shelves/", StringComparison.Ordinal)
                && path.EndsWith("library.db-wal", StringComparison.Ordinal)
            );
            Assert.Contains(created, path =>
                path.StartsWith("archives/", StringComparison.Ordinal)
                && path.EndsWith("library.db", StringComparison.Ordinal)
            );
            AssertPrivate();
        }
    }

    [Fact]
    public async Task Commands_create_only_private_files_except_exports()
    {
        var file = directory.File("bookmarks.html");
        await File.WriteAllTextAsync(
            file,
            "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF=\"https://example.org/1\">one</A></DL>",
            cancelled
        );
        await Run("migrate");
        await Run("account", "add", "ada-l", "--password", TestLibrary.Password);
        await Run("shelf", "create", "reading");
        await Run("shelf", "backup", "reading");
        await Run("import", file, "--for", "ada-l");
        await Run("export", "--for", "ada-l", "-o", directory.File("export.html"));
        AssertPrivate();
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(directory.File("export.html")));
    }

    [Fact]
    public async Task Files_readable_by_others_are_made_private_at_startup_with_a_log_line()
    {
        await Run("migrate");
        await Run("shelf", "create", "reading");
        foreach (var path in All())
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(Data, File.GetUnixFileMode(Data) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var (program, _) = await Serve();
        using (program)
        {
            AssertPrivate();
            await Poll.Until(() => program.Output.Contains($"Other users could read {Data}", StringComparison.Ordinal));
        }
        using var again = await Run("migrate");
        Assert.Equal("", again.Errors);
    }

    [Fact]
    public async Task A_data_directory_shared_by_all_users_is_refused_with_exit_code_3_and_not_changed()
    {
        var shared = Directory.CreateDirectory(Data, (UnixFileMode)0x1FF | UnixFileMode.StickyBit).FullName;
        File.SetUnixFileMode(shared, (UnixFileMode)0x1FF | UnixFileMode.StickyBit);
        using var program = await ChildProgram.Run(["migrate", "--DataDirectory", Data]);
        Assert.Equal(ExitCode.Unusable, program.ExitCode);
        Assert.Contains(
            "is shared by all users",
            Assert.Single(CommandLineTests.Lines(program.Errors)),
            StringComparison.Ordinal
        );
        Assert.Equal((UnixFileMode)0x1FF | UnixFileMode.StickyBit, File.GetUnixFileMode(shared));
    }

    async Task<ChildProgram> Run(params string[] arguments)
    {
        var program = ChildProgram.StartWithUmask("022", [.. arguments, "--DataDirectory", Data]);
        await program.Ended();
        Assert.True(program.ExitCode == ExitCode.Done, program.Errors);
        return program;
    }

    async Task<(ChildProgram Program, Uri Address)> Serve()
    {
        var program = ChildProgram.StartWithUmask(
            "022",
            ["serve", "--DataDirectory", Data, "--urls", "http://127.0.0.1:0"]
        );
        return (program, await program.Listening());
    }

    Task<ChildProgram> ShelfBackup(string name) => Run("shelf", "backup", name);

    IEnumerable<string> All() => Directory.EnumerateFileSystemEntries(
        Data, "*", new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true });

    void AssertPrivate() =>
        Assert.All([Data, .. All()], path => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(path) & Others));
}
