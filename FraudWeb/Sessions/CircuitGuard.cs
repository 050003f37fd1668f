using FraudWeb.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FraudWeb.Sessions;

/// <summary>Checks the session before every event of a live page: once it is over, events from the browser are ignored.</summary>
public sealed class CircuitGuard(AuthenticationStateProvider states, Core.Access.SessionRegistry sessions) : CircuitHandler
{
    // An event does not count as use: a page that refreshes unattended sends events too. Browsers report use by people (shell.js).
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext,
        Task> next) => async activity =>
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        if (user.Session() is { } token && sessions.Find(token, isUse: false) is not null)
        {
            await next(activity);
        }

        // Otherwise LiveSessionState ends the page within two seconds.
    };
}
