using System.Collections.Concurrent;
using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Dashboard;
using FraudWeb.Settings;

namespace FraudWeb.Limits;

/// <summary>How many live pages each person has open.</summary>
public sealed class OpenPages(SessionSettings settings)
{
    private readonly ConcurrentDictionary<Actor, int> _open = new();

    /// <summary>The most that one person may have.</summary>
    public int Limit => settings.MaxPages;

    /// <summary>Whether a person may not open another.</summary>
    public bool IsFull(Actor person) => _open.GetValueOrDefault(person) >= Limit;

    /// <summary>Counts one more.</summary>
    /// <returns>False when there are as many as there may be; it is not counted then.</returns>
    public bool TryOpen(Actor person)
    {
        if (_open.AddOrUpdate(person, 1, static (_, open) => open + 1) <= Limit)
        {
            return true;
        }

        Close(person);
        return false;
    }

    /// <summary>Counts one less.</summary>
    public void Close(Actor person)
    {
        if (_open.AddOrUpdate(person, 0, static (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(new(person, 0));
        }
    }
}
