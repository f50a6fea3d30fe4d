using App.Commands;

namespace App.Tests.Commands;

public sealed class IdleMemoryTests
{
    const long MB = 1 << 20;

    [Fact]
    public void Memory_is_collected_four_times_when_the_server_is_idle_after_a_busy_period()
    {
        using var memory = new IdleMemory(TimeProvider.System);
        long[] allocated = [10, 50, 90, 91, 91, 110, 111, 112, 113, 114, 147, 147];
        bool[] collects = [.. allocated.Select(total => memory.IsIdleAfterBusyPeriod(total * MB))];
        Assert.Equal([false, false, false, true, true, false, true, true, false, false, false, true], collects);
    }

    [Fact]
    public void A_server_that_is_always_idle_collects_nothing()
    {
        using var memory = new IdleMemory(TimeProvider.System);
        Assert.DoesNotContain(true, Enumerable.Range(1, 100).Select(total => memory.IsIdleAfterBusyPeriod(total * MB)));
    }
}
