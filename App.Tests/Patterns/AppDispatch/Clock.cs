namespace App.Tests.Patterns.AppDispatch;

/// <summary>A clock with timers that the test advances.</summary>
sealed class Clock : TimeProvider
{
    readonly Lock gate = new();
    readonly List<Timer> timers = [];
    TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate) return passed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public void Pass(TimeSpan time)
    {
        List<Timer> due;
        lock (gate)
        {
            passed += time;
            due = timers.FindAll(timer => timer.Due <= passed);
        }
        foreach (var timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    sealed class Timer : ITimer
    {
        readonly Clock clock;
        readonly TimerCallback callback;
        readonly object? state;
        TimeSpan period;

        public Timer(Clock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (this.clock, this.callback, this.state) = (clock, callback, state);
            Change(dueTime, period);
        }

        public TimeSpan Due { get; private set; }

        public void Fire()
        {
            lock (clock.gate)
            {
                Due = period > TimeSpan.Zero ? clock.passed + period : TimeSpan.MaxValue;
            }
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : clock.passed + dueTime;
                if (!clock.timers.Contains(this)) clock.timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
