using FraudWeb.Core.Access;

namespace FraudWeb.Security;

/// <summary>Refuses a further live page to who has too many open already, before anything is rendered for it.</summary>
public sealed class PageLimit(RequestDelegate next, OpenPages pages)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isLive = context.Request.Path.StartsWithSegments("/_blazor/negotiate") || (HttpMethods.IsGet(context.Request.Method)
            && context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>()?.Type is { } page
            && !page.IsDefined(typeof(Microsoft.AspNetCore.Components.ExcludeFromInteractiveRoutingAttribute), inherit: true));
        if (!isLive || context.User.Actor() is not { Kind: ActorKind.Account } person || !pages.IsFull(person))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "10";
        return Task.CompletedTask;
    }
}
