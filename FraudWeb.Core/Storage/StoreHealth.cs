using System.Diagnostics;

namespace FraudWeb.Core.Storage;

/// <summary>Remembers that the database can't be written to, so that only one write every two seconds waits to find out whether it can
/// again. All others fail at once.</summary>
internal sealed class StoreHealth
{
    /// <summary>The time between two attempts.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);

    private string? _fault;
    private long _failedAt;
    private long _nextAttempt;

    /// <summary>The reason why the last write failed, as a clause; null if it succeeded.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>Returns why a write is refused, as a clause; null if it may try: there is no known fault, or it is the next
    /// attempt.</summary>
    public string? WhyNot()
    {
        if (Fault is not { } why)
        {
            return null;
        }

        var (now, next) = (Environment.TickCount64, Interlocked.Read(ref _nextAttempt));
        return now >= next && Interlocked.CompareExchange(ref _nextAttempt, now + Interval, next) == next ? null : why;
    }

    /// <summary>Returns why a write is refused that has waited while another one failed; null if none did.</summary>
    /// <param name="start">When its wait began, as a timestamp of <see cref="Stopwatch"/>.</param>
    public string? WhyNotSince(long start) => start < Interlocked.Read(ref _failedAt) ? Fault : null;

    /// <summary>Records a failure.</summary>
    /// <returns>Whether it was not known before.</returns>
    public bool Fail(string why)
    {
        Interlocked.Exchange(ref _nextAttempt, Environment.TickCount64 + Interval);
        Interlocked.Exchange(ref _failedAt, Stopwatch.GetTimestamp());
        return Interlocked.Exchange(ref _fault, why) != why;
    }

    /// <summary>Records a success.</summary>
    /// <returns>Whether the write before had failed.</returns>
    public bool Succeed() => Fault is not null && Interlocked.Exchange(ref _fault, null) is not null;

    private static long Interval => (long)ProbeInterval.TotalMilliseconds;
}
