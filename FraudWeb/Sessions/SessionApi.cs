using FraudWeb.Accounts;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Antiforgery;

namespace FraudWeb.Sessions;

/// <summary>What a browser says of its session beside asking for pages.</summary>
public static class SessionApi
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        // Somebody still sits there: whoever asks uses the session, and that is all. A live page asks when a key or the pointer is pressed (shell.js).
        app.MapGet(Links.SessionUse, () => Results.NoContent()).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        app.MapPost(Links.SignOut, SignOutAsync).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
    }

    // Ends it here and in the browser.
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
