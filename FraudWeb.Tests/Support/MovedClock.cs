namespace FraudWeb.Tests.Support;

/// <summary>The real clock, moved on by a test.</summary>
public sealed class MovedClock : TimeProvider
{
    private TimeSpan _moved;

    public void Advance(TimeSpan by) => _moved += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _moved;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_moved.TotalSeconds * TimestampFrequency);
}
