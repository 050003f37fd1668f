using System.Collections.Concurrent;
using FraudWeb.Core.Access;
using FraudWeb.Settings;

namespace FraudWeb.Security;

/// <summary>How many live pages each person has open.</summary>
public sealed class OpenPages(FraudWebSettings settings)
{
    private readonly ConcurrentDictionary<Actor, int> _open = new();

    /// <summary>The most that one person may have.</summary>
    public int Limit => settings.MaxPages;

    /// <summary>How many everybody has.</summary>
    public int Count => _open.Values.Sum();

    /// <summary>Whether a person may not open another.</summary>
    public bool IsFull(Actor person) => _open.GetValueOrDefault(person) >= Limit;

    public void Opened(Actor person) => _open.AddOrUpdate(person, 1, static (_, open) => open + 1);

    public void Closed(Actor person)
    {
        if (_open.AddOrUpdate(person, 0, static (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(new(person, 0));
        }
    }
}
