using App.Blueprints.Shelves;
using App.Commands;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Mounts;

/// <summary>Verifies that after a crash at any moment, a shelf exists completely or not at all.</summary>
public sealed class ShelfCrashTests
{
    [Fact]
    public async Task An_interrupted_shelf_creation_leaves_nothing_half_created()
    {
        using var directory = new TestDirectory();
        var data = directory.File("data");
        using (var first = await ChildProgram.Run(["migrate", "--DataDirectory", data]))
            Assert.Equal(ExitCode.Done, first.ExitCode);
        var acknowledged = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            using var program = ChildProgram.Start(["shelf", "create", $"s{i}", "--DataDirectory", data]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            var shelves = Path.Combine(data, "shelves");
            // Each iteration kills the program at another step: before it creates the shelf's directory, after it
            // creates the directory, after it creates the database, or after it renames the directory.
            while (!IsAt(i % 4) && !program.Output.Contains("Created", StringComparison.Ordinal))
                await timer.WaitForNextTickAsync(patience.Token);
            program.Kill();
            await program.Ended();
            if (program.Output.Contains("Created", StringComparison.Ordinal)) acknowledged.Add($"s{i}");

            bool IsAt(int moment) =>
                Directory.Exists(shelves)
                && moment switch
                {
                    0 => Directory.GetDirectories(shelves, ".locks").Length > 0,
                    1 => Directory.GetDirectories(shelves, ".new-*").Length > 0,
                    2 => Directory
                        .GetFiles(shelves, "library.db*", SearchOption.AllDirectories)
                        .Any(file => file.Contains(".new-", StringComparison.Ordinal)),
                    _ => Directory.Exists(Path.Combine(shelves, $"s{i}")),
                };
        }
        await using var library = await TestLibrary.Start(settings => settings with { DataDirectory = data });
        var all = library.Keeper().All();
        Assert.All(all, shelf => Assert.Equal((ShelfState.Active, shelf.Name), (shelf.State, shelf.Directory)));
        Assert.Subset(all.Select(shelf => shelf.Name).ToHashSet(), acknowledged.ToHashSet());
        Assert.Equal(
            all.Select(shelf => shelf.Name).Order(StringComparer.Ordinal),
            Directory
                .GetDirectories(Path.Combine(data, "shelves"))
                .Select(Path.GetFileName)
                .Where(name => name != ".locks")
                .Order(StringComparer.Ordinal)
        );
        using var visitor = library.NewVisitor();
        foreach (var shelf in all) Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf($"/~{shelf.Name}/en/"));
        // The names of the shelves that were not created are still available.
        foreach (var name in Enumerable.Range(0, 8).Select(i => $"s{i}").Except(all.Select(shelf => shelf.Name)))
            library.AddShelf(name);
    }

    [Fact]
    public async Task An_interrupted_rename_or_deletion_is_completed_at_the_next_start()
    {
        using var directory = new TestDirectory();
        Directory.CreateDirectory(directory.File("data"));
        await using (
            var library = await TestLibrary.Start(settings => settings with { DataDirectory = directory.File("data") })
        )
        {
            foreach (var name in (string[])["renamed", "moved", "deleted", "archived"]) library.AddShelf(name);
            var registry = library.Services.GetRequiredService<ShelfRegistry>();
            var files = library.Services.GetRequiredService<ShelfFiles>();
            var shelves = registry.All().ToDictionary(shelf => shelf.Name);
            // Locks the directories of all shelves. Renaming and deleting a shelf then only update the database, and do
            // not move the directory. The data is as after a crash between these two steps.
            using var held = shelves.Values.Select(shelf => files.TryLockShared(shelf.Key)!).ToDisposables();
            await library.Keeper().Rename("renamed", "new-name");
            await library.Keeper().Rename("moved", "new-place");
            await library.Keeper().Delete("deleted");
            await library.Keeper().Delete("archived");
            Directory.Move(files.PathOf("moved"), files.PathOf("new-place"));
            Directory.CreateDirectory(library.Settings.ArchivesDirectory);
            Directory.Move(files.PathOf("archived"), files.ArchiveOf("archived-by-hand"));
            CopyAll(library.Settings.DataDirectory, directory.File("after"));
        }
        await using var next = await TestLibrary.Start(settings =>
            settings with
            {
                DataDirectory = directory.File("after"),
            }
        );
        Assert.Equal(["new-name", "new-place"], next.Keeper().All().Select(shelf => shelf.Name));
        Assert.All(next.Keeper().All(), shelf => Assert.Equal(shelf.Name, shelf.Directory));
        Assert.Equal(2, next.Keeper().Archives().Count());
        using var visitor = next.NewVisitor();
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~new-name/en/"));
        Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/~new-place/en/"));
    }

    [Fact]
    public async Task A_shelf_creation_in_progress_is_not_removed()
    {
        await using var library = await TestLibrary.Start();
        var files = library.Services.GetRequiredService<ShelfFiles>();
        using var making = files.Begin();
        library.Keeper().Recover();
        Assert.True(Directory.Exists(making.Path));
    }

    internal static void CopyAll(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Append(from))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        // Skips the lock files, because the operating system releases the locks of a process that crashes.
        foreach (
            var file in Directory
                .GetFiles(from, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("lock", StringComparison.Ordinal))
        )
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }
}

static class Disposables
{
    public static IDisposable ToDisposables(this IEnumerable<IDisposable> all) => new Together([.. all]);

    sealed class Together(IReadOnlyList<IDisposable> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all) one.Dispose();
        }
    }
}
