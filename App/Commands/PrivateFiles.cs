using System.Runtime.InteropServices;

namespace App.Commands;

/// <summary>
/// Makes the files of the data directory readable for their owner only: directories 0700, files 0600. On Windows the access rules of
/// the parent directory apply instead, and nothing here has an effect.
/// </summary>
static class PrivateFiles
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite |
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // Everything the program itself creates in the data directory. Other files there are protected by the directory's own mode.
    static readonly string[] known =
        ["library.db*", "tasks.db*", "worker.lock", "carafe.json", "uploads", "keys", "shelves", "archives", "backups", ".writable-*"];

    // Symbolic links are left alone: what they point to is not part of the data directory.
    static readonly EnumerationOptions entries = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    static readonly EnumerationOptions everything = new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };

    // The mask that the process was started with; null until it was replaced.
    static uint? startMask;

    /// <summary>From now on new files of this process are 0600 and new directories 0700, SQLite's -wal and -shm included.</summary>
    public static void UsePrivateMask()
    {
        if (OperatingSystem.IsWindows()) return;
        var before = SetMask((uint)Others);
        startMask ??= before;
    }

    /// <summary>Returns to the mask that the process was started with, for output that is not private.</summary>
    public static void UseStartMask()
    {
        if (!OperatingSystem.IsWindows() && startMask is { } mask) _ = SetMask(mask);
    }

    /// <summary>Creates a file outside the data directory with the mode that any other program would give it.</summary>
    public static FileStream CreateOutput(string path)
    {
        var file = File.Create(path);
        if (OperatingSystem.IsWindows() || startMask is not { } mask) return file;
        File.SetUnixFileMode(file.SafeFileHandle, Readable & ~(UnixFileMode)mask);
        return file;
    }

    /// <summary>Removes the rights of other users from the data directory and what the program keeps in it. Returns how many entries it changed.</summary>
    /// <exception cref="SettingsException">A mode cannot be changed, or the directory is shared with other programs.</exception>
    public static int Repair(string directory)
    {
        if (OperatingSystem.IsWindows()) return 0;
        if (File.GetUnixFileMode(directory).HasFlag(UnixFileMode.StickyBit))
            throw new SettingsException($"The data directory {directory} is shared by all users. Name a directory of its own with --DataDirectory.");
        var changed = Restrict(directory) ? 1 : 0;
        foreach (var path in known.SelectMany(name => Directory.EnumerateFileSystemEntries(directory, name, entries)))
        {
            if (Restrict(path)) changed++;
            if (Directory.Exists(path)) changed += Directory.EnumerateFileSystemEntries(path, "*", everything).Count(Restrict);
        }
        return changed;
    }

    static bool Restrict(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) == 0) return false;
            File.SetUnixFileMode(path, mode & ~Others);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Another process deleted it meanwhile.
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Other users may read {path}, and its mode cannot be changed: {error.Message.TrimEnd('.')}. "
                + "Make the user that runs the program its owner, or set its mode yourself.");
        }
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern uint SetMask(uint mask);
}
