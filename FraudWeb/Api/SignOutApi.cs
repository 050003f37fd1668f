using FraudWeb.Display;
using FraudWeb.Security;
using Microsoft.AspNetCore.Antiforgery;

namespace FraudWeb.Api;

/// <summary>The way out: ends the session here and in the browser.</summary>
public static class SignOutApi
{
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost(Links.SignOut, SignOutAsync).RequireAuthorization(Rights.SignedIn).ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext context, SignIn signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        await signIn.SignOutAsync(context);
        return Results.LocalRedirect(Links.SignIn());
    }
}
