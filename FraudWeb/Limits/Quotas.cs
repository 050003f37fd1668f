using System.Collections.Concurrent;

namespace FraudWeb.Limits;

/// <summary>Counts calls per partition, in windows that begin with the first call (docs/decisions/0009-own-quotas.md). The counts are those
/// of this process.</summary>
public sealed class Quotas(TimeProvider clock)
{
    private static readonly TimeSpan CleanEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private long _cleanedAt = clock.GetTimestamp();

    /// <summary>The number of partitions with a window.</summary>
    internal int Count => _windows.Count;

    /// <summary>Counts a call.</summary>
    /// <param name="partition">The caller.</param>
    /// <param name="limit">The number of calls that are allowed per window.</param>
    /// <param name="length">The length of a window.</param>
    public QuotaState Take(string partition, int limit, TimeSpan length)
    {
        var now = clock.GetTimestamp();
        var window = _windows.GetOrAdd(partition, static (_, start) => new Window { Start = start }, now);
        lock (window)
        {
            var age = clock.GetElapsedTime(window.Start, now);
            if (age >= length)
            {
                (window.Start, window.Taken, age) = (now, 0, TimeSpan.Zero);
            }

            window.Length = length;
            var allowed = window.Taken < limit;
            window.Taken += allowed ? 1 : 0;
            CleanIfDue(now);
            return new(allowed, limit - window.Taken, length - age);
        }
    }

    /// <summary>Returns whether the quota is used up, without counting a call.</summary>
    public bool IsUsedUp(string partition, int limit, TimeSpan length)
    {
        if (!_windows.TryGetValue(partition, out var window))
        {
            return false;
        }

        lock (window)
        {
            return window.Taken >= limit && clock.GetElapsedTime(window.Start) < length;
        }
    }

    // Removes expired windows, because calls can come from any number of addresses. Not on every call, because it visits all windows.
    private void CleanIfDue(long now)
    {
        var cleaned = Interlocked.Read(ref _cleanedAt);
        if (clock.GetElapsedTime(cleaned, now) < CleanEvery || Interlocked.CompareExchange(ref _cleanedAt, now, cleaned) != cleaned)
        {
            return;
        }

        foreach (var (partition, window) in _windows)
        {
            if (clock.GetElapsedTime(window.Start, now) >= window.Length)
            {
                _windows.TryRemove(partition, out _);
            }
        }
    }

    private sealed class Window
    {
        public long Start;
        public int Taken;
        public TimeSpan Length;
    }
}
