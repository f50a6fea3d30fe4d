namespace App.Tests.Browser;

/// <summary>
/// Where the checkout lies on this machine: tests read npm packages from it and keep large unpacked files in its
/// <c>obj</c>.
/// </summary>
static class Checkout
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string NodeModules => Path.Combine(Root, "node_modules");

    /// <summary>
    /// The folder <paramref name="name"/> of the cache, made by <paramref name="fill"/> the first time it is asked for.
    /// It is filled beside and renamed, so a folder that exists is whole, and two test processes may ask at once.
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
            // Another process was faster; its folder is as good.
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }

        return folder;
    }

    static void DropAbandoned(string cache)
    {
        // A run that was killed leaves its unfinished folder; an hour is more than any unpacking takes.
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
                // Its owner, or another process, was faster.
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
