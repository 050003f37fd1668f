using FraudWeb.Core.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FraudWeb.Security;

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
