using FraudWeb.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace FraudWeb.Sessions;

/// <summary>Stands before every event of a live page: once the session is over, nothing that comes from the browser is done any more.</summary>
public sealed class CircuitGuard(AuthenticationStateProvider states, Core.Access.SessionRegistry sessions) : CircuitHandler
{
    // No sign of life: a page that draws itself anew, with nobody in front of it, answers too. People's own are told by their browsers (shell.js).
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        if (user.Session() is { } token && sessions.Find(token, isUse: false) is not null)
        {
            await next(activity);
        }

        // Otherwise LiveSessionState is about to end the page.
    };
}
