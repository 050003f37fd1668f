using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FraudWeb.Core.Dashboard;

namespace FraudWeb.Limits;

/// <summary>Counts calls by whom they come from, in windows that begin with a first call. (The framework's limiters tell neither what is left nor
/// when the window ends, and know no clock but the machine's.)</summary>
public sealed class Quotas(TimeProvider clock)
{
    private static readonly TimeSpan CleanEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private long _cleanedAt = clock.GetTimestamp();

    /// <summary>How many are counted at the moment.</summary>
    internal int Count => _windows.Count;

    /// <summary>The part of the network that a quota is for: an IPv4 address, or the 64 bits of an IPv6 network that one customer gets.</summary>
    public static string Partition(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes) + "/64";
    }

    /// <summary>Counts one.</summary>
    /// <param name="partition">By whom.</param>
    /// <param name="limit">How many go through in a window.</param>
    /// <param name="length">How long a window is.</param>
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

    /// <summary>Whether nothing is left, without counting.</summary>
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

    // Strangers come from many addresses: those whose window is over are forgotten. Now and then, because it looks at all of them.
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
