using System.Collections.Concurrent;
using FraudWeb.Core.Access;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

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

/// <summary>Stands before every event of a live page: once the session is over, nothing that comes from the browser is done any more.</summary>
public sealed class CircuitGuard(AuthenticationStateProvider states, SessionRegistry sessions, OpenPages pages) : CircuitHandler
{
    private Actor _person;
    private bool _isCounted;

    // Those that are connected count: who reloads a page often leaves some behind that nobody looks at.
    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _person = (await states.GetAuthenticationStateAsync()).User.Actor();
        pages.Opened(_person);
        _isCounted = true;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Uncount();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Uncount();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        if (user.Session() is { } token && sessions.Find(token, isUse: true) is not null)
        {
            await next(activity);
        }

        // Otherwise LiveSessionState is about to end the page.
    };

    private void Uncount()
    {
        if (_isCounted)
        {
            _isCounted = false;
            pages.Closed(_person);
        }
    }
}
