using System.Runtime.InteropServices;

namespace App.Commands;

/// <summary>
/// Makes the files of the data directory readable for their owner only: directories 0700, files 0600. On Windows the
/// access rules of the parent directory apply instead, and nothing here has an effect.
/// </summary>
static class PrivateFiles
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite |
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // Everything the program itself creates in the data directory. Other files there are protected by the directory's
    // own mode.
    static readonly string[] known =
    [
        "library.db*",
        "tasks.db*",
        "worker.lock",
        "carafe.json",
        "uploads",
        "keys",
        "shelves",
        "archives",
        "backups",
        ".writable-*",
    ];

    /// <summary>
    /// Makes new files of this process 0600 and new directories 0700, SQLite's -wal and -shm included.
    /// </summary>
    /// <returns>The mask before.</returns>
    public static UnixFileMode UsePrivateMask() => UseMask(Others);

    /// <summary>Sets the rights that new files of this process never have.</summary>
    /// <returns>The mask before.</returns>
    public static UnixFileMode UseMask(UnixFileMode mask) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : (UnixFileMode)SetMask((uint)mask);

    /// <summary>Creates a file outside the data directory with the mode that any other program would give it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mask">The mask that the process was started with.</param>
    public static FileStream CreateOutput(string path, UnixFileMode mask)
    {
        var file = File.Create(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, Readable & ~mask);
        return file;
    }

    /// <summary>
    /// Removes the rights of other users from the data directory and what the program keeps in it. Returns how many
    /// entries it changed.
    /// </summary>
    /// <exception cref="SettingsException">A mode cannot be changed, or the directory is shared with other
    /// programs.</exception>
    public static int Repair(string directory)
    {
        if (OperatingSystem.IsWindows()) return 0;
        if (File.GetUnixFileMode(directory).HasFlag(UnixFileMode.StickyBit))
            throw new SettingsException(
                $"The data directory {directory} is shared by all users. Name a directory of its own with --DataDirectory."
            );
        var changed = Restrict(directory) ? 1 : 0;
        foreach (
            var path in known.SelectMany(name =>
                Directory.EnumerateFileSystemEntries(directory, name, Entries(recurse: false))
            )
        )
        {
            if (Restrict(path))
                changed++;
            if (Directory.Exists(path))
                changed += Directory.EnumerateFileSystemEntries(path, "*", Entries(recurse: true)).Count(Restrict);
        }
        return changed;
    }

    // Symbolic links are left alone: what they point to is not part of the data directory.
    static EnumerationOptions Entries(bool recurse) =>
        new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = recurse };

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
            throw new SettingsException(
                $"Other users may read {path}, and its mode cannot be changed: {error.Message.TrimEnd('.')}. "
                    + "Make the user that runs the program its owner, or set its mode yourself."
            );
        }
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern uint SetMask(uint mask);
}
