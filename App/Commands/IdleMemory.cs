namespace App.Commands;

/// <summary>
/// Collects garbage and returns free memory to the operating system when the server is idle after a busy period. The
/// runtime collects only when more memory is allocated. Without this class, an idle server would not release the memory
/// that a burst of requests used.
/// </summary>
public sealed class IdleMemory(TimeProvider time) : BackgroundService
{
    static readonly TimeSpan interval = TimeSpan.FromSeconds(25);

    // A server that allocates at least 32 MB in 25 s counts as busy. An idle server allocates about 1 MB.
    const long BusyBytes = 32 << 20;
    const long IdleBytes = 4 << 20;

    // The number of collections after a busy period. ArrayPool needs several: it releases an array only when the array
    // was unused for 60 s, at the second collection after that time.
    const int Collections = 4;

    long allocated;
    int left;

    /// <summary>Compares the bytes allocated so far with those of the previous call.</summary>
    /// <param name="total">The bytes that the process has allocated since its start.</param>
    /// <returns>
    /// <see langword="true"/> for the first four calls with less than 4 MB allocated since the previous call, after a
    /// call with at least 32 MB.
    /// </returns>
    public bool IsIdleAfterBusyPeriod(long total)
    {
        var since = total - allocated;
        allocated = total;
        if (since >= BusyBytes)
            left = Collections;
        if (left == 0 || since >= IdleBytes)
            return false;
        left--;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsIdleAfterBusyPeriod(GC.GetTotalAllocatedBytes()))
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
