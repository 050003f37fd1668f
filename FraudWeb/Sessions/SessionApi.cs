using FraudWeb.Accounts;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Antiforgery;

namespace FraudWeb.Sessions;

/// <summary>Endpoints with which a browser extends or ends its session.</summary>
public static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        // The request itself counts as use of the session. A live page sends it after key presses and clicks (shell.js).
        app.MapGet(Links.SessionUse, () => Results.NoContent()).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        app.MapPost(Links.SignOut, SignOutAsync).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInFlow signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        await signIn.SignOutAsync(context);
        return Results.LocalRedirect(Links.SignIn());
    }
}
