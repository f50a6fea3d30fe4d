namespace App.Patterns.BackgroundTasks;

/// <summary>
/// The lock on <c>worker.lock</c> beside the queue: the one worker holds it, and the operating system releases it with
/// the process.
/// </summary>
static class WorkerLock
{
    public static string PathOf(string queueFile) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(queueFile))!, "worker.lock");

    /// <summary>Takes the lock until the result is disposed of; null while another process has it.</summary>
    public static FileStream? TryTake(string queueFile)
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
    /// Whether a process holds the lock. Takes a shared lock for a moment, which several may have at the same time.
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
