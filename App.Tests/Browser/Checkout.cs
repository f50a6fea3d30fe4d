namespace App.Tests.Browser;

/// <summary>
/// The folder of the repository on this machine. Tests read npm packages from it and store large unpacked files in
/// <c>App.Tests/obj</c>.
/// </summary>
static class Checkout
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string NodeModules => Path.Combine(Root, "node_modules");

    /// <summary>
    /// Returns the folder <paramref name="name"/> of the cache, which <paramref name="fill"/> fills at first use. The
    /// folder is filled under a temporary name and then renamed. It is therefore always complete, and several test
    /// processes can use it.
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
        // Deletes folders that a killed test run left unfinished. Unpacking never takes an hour, so no process uses an
        // older folder.
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
                // Another process has deleted the folder meanwhile.
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
