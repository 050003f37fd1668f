using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;

namespace FraudWeb.Limits;

/// <summary>Refuses another live page to a person who has too many open, before anything is rendered, so that the person sees an
/// explanation. Also limits connections that never become a page; <see cref="CircuitLimit"/> limits what they become.</summary>
public sealed class PageLimit(RequestDelegate next, OpenPages pages)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Actor() is not { Kind: ActorKind.Account } person)
        {
            await next(context);
        }
        else if (IsConnection(context.Request))
        {
            await ConnectAsync(context, person);
        }
        else if (IsNewPage(context) && pages.IsFull(person))
        {
            Refuse(context.Response);
        }
        else
        {
            await next(context);
        }
    }

    // A WebSocket request lasts as long as the page; with long polling, each poll is one request.
    private static bool IsConnection(HttpRequest request) =>
        request.Path.StartsWithSegments(Paths.Live, out var rest) && rest.Value is "" or "/" or null
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method));

    private static bool IsNewPage(HttpContext context) =>
        context.Request.IsIn(Paths.Live + "/negotiate") || (HttpMethods.IsGet(context.Request.Method)
        && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
        && !page.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute), inherit: true));

    private static void Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = "10";
    }

    private async Task ConnectAsync(HttpContext context, Actor person)
    {
        using var connection = pages.TryOpenConnection(person);
        if (connection is null)
        {
            Refuse(context.Response);
            return;
        }

        await next(context);
    }
}
