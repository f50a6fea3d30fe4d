namespace App.Tests.Testing;

/// <summary>A clock that the test advances.</summary>
public sealed class SetClock : TimeProvider
{
    DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public void Go(TimeSpan on) => now += on;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
}
