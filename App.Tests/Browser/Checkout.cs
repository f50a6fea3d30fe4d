namespace App.Tests.Browser;

/// <summary>
/// The checkout on this machine. Tests read npm packages from it and store large unpacked files in its <c>obj</c>.
/// </summary>
static class Checkout
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string NodeModules => Path.Combine(Root, "node_modules");

    /// <summary>
    /// The folder <paramref name="name"/> of the cache; <paramref name="fill"/> creates it at first use. It is filled
    /// under another name and renamed, so it is always complete, and two test processes may use it at once.
    /// </summary>
    public static string Cached(string name, Action<string> fill)
    {
        var cache = Directory.CreateDirectory(Path.Combine(Root, "App.Tests", "obj", "browser")).FullName;
        var folder = Path.Combine(cache, name);
        if (Directory.Exists(folder)) return folder;

        DropAbandoned(cache);
        var unfinished = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():n}.tmp").FullName;
        try
        {
            fill(unfinished);
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process created the same folder meanwhile.
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }

        return folder;
    }

    static void DropAbandoned(string cache)
    {
        // A killed run leaves its unfinished folder. Unpacking never takes an hour.
        foreach (
            var unfinished in new DirectoryInfo(cache)
                .GetDirectories("*.tmp")
                .Where(d => d.CreationTimeUtc < DateTime.UtcNow.AddHours(-1))
        )
        {
            try
            {
                unfinished.Delete(recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Its owner or another process deleted it meanwhile.
            }
        }
    }

    static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "App.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException(
            $"No App.sln above {start}: browser tests run from the output folder of a checkout."
        );
    }
}
