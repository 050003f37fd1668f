using System.Collections.Concurrent;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Settings;

namespace FraudWeb.Limits;

/// <summary>Counts the live pages that each person has open.</summary>
public sealed class OpenPages(SessionSettings settings)
{
    private readonly ConcurrentDictionary<Actor, int> _open = new();

    /// <summary>The maximum number of live pages per person.</summary>
    public int Limit => settings.MaxPages;

    /// <summary>Returns whether a person has reached the limit.</summary>
    public bool IsFull(Actor person) => _open.GetValueOrDefault(person) >= Limit;

    /// <summary>Counts an opened page, unless the person has reached the limit.</summary>
    /// <returns>False if the person has reached the limit.</returns>
    public bool TryOpen(Actor person)
    {
        if (_open.AddOrUpdate(person, 1, static (_, open) => open + 1) <= Limit)
        {
            return true;
        }

        Close(person);
        return false;
    }

    /// <summary>Counts a closed page.</summary>
    public void Close(Actor person)
    {
        if (_open.AddOrUpdate(person, 0, static (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(new(person, 0));
        }
    }
}
