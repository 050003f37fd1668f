using System.Collections.Concurrent;

namespace FraudWeb.Core.Access;

/// <summary>Caches what was read by name for one second, so that most calls need no database read and a revocation still takes effect
/// within a second.</summary>
/// <param name="read">Reads a value by name; returns null if there is none.</param>
/// <param name="clock">The clock.</param>
internal sealed class RecentReads<T>(Func<string, T?> read, TimeProvider clock)
    where T : class
{
    private const int MaxCount = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (T Value, long ReadAt)> _byName = new(StringComparer.Ordinal);

    /// <summary>Finds the value of a name, at most one second old; null if there is none.</summary>
    public T? Find(ReadOnlySpan<char> name)
    {
        var now = clock.GetTimestamp();
        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var recent)
            && clock.GetElapsedTime(recent.ReadAt, now) < Fresh)
        {
            return recent.Value;
        }

        var text = name.ToString();
        if (read(text) is not { } value)
        {
            // Misses are not cached: otherwise anybody could fill the memory with invented names.
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

    /// <summary>Clears the cache after a change.</summary>
    public void Invalidate() => _byName.Clear();
}
