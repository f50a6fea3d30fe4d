using System.Runtime.InteropServices;

namespace App.Commands;

/// <summary>
/// Makes the files of the data directory accessible to their owner only: directories 0700, files 0600. Does nothing on
/// Windows, where the access rules of the parent directory apply.
/// </summary>
static class PrivateFiles
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite |
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // The files and folders in the data directory whose modes are repaired: those that the program creates. Other
    // files are protected by the mode of the data directory itself.
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
    /// Sets the umask so that new files get mode 0600 and directories 0700, including SQLite's -wal and -shm files.
    /// </summary>
    /// <returns>The previous mask.</returns>
    public static UnixFileMode UsePrivateMask() => UseMask(Others);

    /// <summary>Sets the umask of this process.</summary>
    /// <returns>The previous mask.</returns>
    public static UnixFileMode UseMask(UnixFileMode mask) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : (UnixFileMode)SetMask((uint)mask);

    /// <summary>Creates a file outside the data directory with the mode that the user's umask gives.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mask">The umask that the process was started with.</param>
    public static FileStream CreateOutput(string path, UnixFileMode mask)
    {
        var file = File.Create(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, Readable & ~mask);
        return file;
    }

    /// <summary>
    /// Removes the access rights of other users from the data directory and the program's files in it.
    /// </summary>
    /// <returns>The number of changed files and directories.</returns>
    /// <exception cref="SettingsException">A mode cannot be changed, or the directory is shared with other
    /// programs.</exception>
    public static int Repair(string directory)
    {
        if (OperatingSystem.IsWindows()) return 0;
        if (File.GetUnixFileMode(directory).HasFlag(UnixFileMode.StickyBit))
            throw new SettingsException(
                $"The data directory {directory} is shared by all users. "
                    + "Set a separate directory with --DataDirectory."
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

    // Skips symbolic links, because their targets are not part of the data directory.
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
            // Another process has deleted the file.
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"Other users can read {path}, and its mode cannot be changed: {error.Message.TrimEnd('.')}. "
                    + "Make the user of this program its owner, or set the mode manually."
            );
        }
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern uint SetMask(uint mask);
}
