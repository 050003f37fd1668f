using FraudWeb.Accounts;
using FraudWeb.Core.Actors;
using Microsoft.AspNetCore.SignalR;

namespace FraudWeb.Limits;

/// <summary>Limits the circuits and connected pages of each person, whatever connects them. The framework keeps circuits without a
/// connection in one place for all people, and removes the oldest when it is full: without this limit, one person could push out the
/// pages of the others.</summary>
/// <remarks>A filter, because a <c>CircuitHandler</c> is created only when a circuit gets its first component, so a circuit that never gets
/// one would not be counted.</remarks>
public sealed class CircuitLimit(OpenPages pages) : IHubFilter
{
    // The hub's methods that create a circuit, and the one that returns to a circuit.
    private const string Start = "StartCircuit";
    private const string Resume = "ResumeCircuit";
    private const string Connect = "ConnectCircuit";

    private static readonly object PageKey = new();
    private static readonly AsyncLocal<OpenPage?> Starting = new();

    /// <summary>Gets the count of the circuit that is being started by the current call; null outside of such a call. A service of the
    /// circuit takes it and disposes of it with the circuit.</summary>
    public static OpenPage? Current => Starting.Value;

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var isNew = invocationContext.HubMethodName is Start or Resume;
        if ((!isNew && invocationContext.HubMethodName is not Connect)
            || invocationContext.Context.User?.Actor() is not { Kind: ActorKind.Account } person)
        {
            return await next(invocationContext);
        }

        var connection = invocationContext.Context;
        if (connection.Items.ContainsKey(PageKey) || pages.TryOpenPage(person) is not { } page)
        {
            connection.Abort();
            return isNew ? null : false;
        }

        var answer = isNew ? await StartAsync(person, invocationContext, next) : await next(invocationContext);
        if (answer is null or false)
        {
            page.Dispose();
        }
        else
        {
            connection.Items[PageKey] = page;
        }

        return answer;
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        (context.Context.Items.TryGetValue(PageKey, out var page) ? page as OpenPage : null)?.Dispose();
        return next(context, exception);
    }

    private async ValueTask<object?> StartAsync(
        Actor person, HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (pages.TryOpenCircuit(person) is not { } circuit)
        {
            context.Context.Abort();
            return null;
        }

        Starting.Value = circuit;
        var answer = await next(context);
        if (answer is null)
        {
            circuit.Dispose();
        }

        return answer;
    }
}
