namespace App.Patterns.BackgroundTasks;

/// <summary>
/// The lock on <c>worker.lock</c> beside the queue file. Only the worker holds it; the operating system releases it
/// when the process ends.
/// </summary>
static class WorkerLock
{
    public static string PathOf(string queueFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(queueFile))!, "worker.lock");

    /// <summary>Acquires the lock until the result is disposed; null while another process holds it.</summary>
    public static FileStream? TryLockExclusive(string queueFile)
    {
        var path = PathOf(queueFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>
    /// Returns whether a process holds the lock. To check, it acquires a shared lock for a moment, which several
    /// processes can hold at the same time.
    /// </summary>
    public static bool IsHeld(string queueFile)
    {
        try
        {
            using var shared = new FileStream(PathOf(queueFile), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
