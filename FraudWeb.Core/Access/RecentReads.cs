using System.Collections.Concurrent;

namespace FraudWeb.Core.Access;

/// <summary>What was read by its name within the last second: not every call reads the database, and what is revoked anywhere still ends within a second.</summary>
/// <param name="read">Reads what has a name; null when there is nothing.</param>
/// <param name="clock">What time it is.</param>
internal sealed class RecentReads<T>(Func<string, T?> read, TimeProvider clock)
    where T : class
{
    private const int MaxCount = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (T Value, long ReadAt)> _byName = new(StringComparer.Ordinal);

    /// <summary>What has this name, at most a second old; null when there is nothing.</summary>
    public T? Find(ReadOnlySpan<char> name)
    {
        var now = clock.GetTimestamp();
        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var recent) && clock.GetElapsedTime(recent.ReadAt, now) < Fresh)
        {
            return recent.Value;
        }

        var text = name.ToString();
        if (read(text) is not { } value)
        {
            // Not remembered: a stranger could fill the memory with names that there are none of.
            _byName.TryRemove(text, out _);
            return null;
        }

        if (_byName.Count >= MaxCount)
        {
            _byName.Clear();
        }

        _byName[text] = (value, now);
        return value;
    }

    /// <summary>Something changed: all is read anew.</summary>
    public void Invalidate() => _byName.Clear();
}
