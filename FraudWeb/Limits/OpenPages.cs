using System.Collections.Concurrent;
using FraudWeb.Core.Actors;
using FraudWeb.Settings;

namespace FraudWeb.Limits;

/// <summary>Counts what each person's live pages take: connections, pages that are connected, and circuits, which hold the state of a page
/// and outlive a lost connection for some minutes.</summary>
public sealed class OpenPages(SessionSettings settings)
{
    private readonly Counts _connections = new();
    private readonly Counts _pages = new();
    private readonly Counts _circuits = new();

    /// <summary>The maximum number of live pages per person.</summary>
    public int Limit => settings.MaxPages;

    /// <summary>The maximum number of circuits per person: those of live pages, and as many whose connection was lost.</summary>
    public int CircuitLimit => 2 * Limit;

    /// <summary>Returns whether a person can't have another live page.</summary>
    public bool IsFull(Actor person) =>
        _connections.Of(person) >= Limit || _pages.Of(person) >= Limit || _circuits.Of(person) >= CircuitLimit;

    /// <summary>Counts a connection until the result is disposed of.</summary>
    /// <returns>Null if the person has reached the limit.</returns>
    public OpenPage? TryOpenConnection(Actor person) => _connections.TryAdd(person, Limit);

    /// <summary>Counts a connected page until the result is disposed of.</summary>
    /// <returns>Null if the person has reached the limit.</returns>
    public OpenPage? TryOpenPage(Actor person) => _pages.TryAdd(person, Limit);

    /// <summary>Counts a circuit until the result is disposed of.</summary>
    /// <returns>Null if the person has reached the limit.</returns>
    public OpenPage? TryOpenCircuit(Actor person) => _circuits.TryAdd(person, CircuitLimit);

    private sealed class Counts
    {
        private readonly ConcurrentDictionary<Actor, int> _open = new();

        public int Of(Actor person) => _open.GetValueOrDefault(person);

        public OpenPage? TryAdd(Actor person, int limit)
        {
            if (_open.AddOrUpdate(person, 1, static (_, open) => open + 1) <= limit)
            {
                return new(() => Remove(person));
            }

            Remove(person);
            return null;
        }

        private void Remove(Actor person)
        {
            if (_open.AddOrUpdate(person, 0, static (_, open) => open - 1) <= 0)
            {
                _open.TryRemove(new(person, 0));
            }
        }
    }
}
