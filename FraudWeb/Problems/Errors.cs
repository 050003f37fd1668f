using System.Data.Common;
using FraudWeb.Core.Storage;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace FraudWeb.Problems;

/// <summary>Maps errors outside of handlers to problems too: no route, wrong method, malformed request, unavailable database, internal
/// error.</summary>
public static class Errors
{
    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseWhen(IsForPeople, pages =>
        {
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });

        // Registered later, so that these run first and the two above find a response.
        app.UseWhen(context => Paths.IsForPrograms(context.Request), programs =>
        {
            programs.UseExceptionHandler(handler =>
                handler.Run(context => Of(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(context)));
            programs.UseStatusCodePages(pages => Answer(pages.HttpContext).ExecuteAsync(pages.HttpContext));
        });
    }

    // Only reads: the response to a refused form can't be replaced by another page.
    private static bool IsForPeople(HttpContext context) =>
        !Paths.IsForPrograms(context.Request) && !context.Request.IsIn(Paths.Live)
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    private static ProblemResult Of(Exception error) => error switch
    {
        StoreUnavailableException or DbException => new(Problem.Unavailable, "The database is unavailable. Nothing was stored."),
        BadHttpRequestException broken => Of(broken),
        _ => new(Problem.Unexpected, "Something went wrong inside FraudWeb; it has been logged."),
    };

    /// <summary>Gets the problem of a request that violates HTTP.</summary>
    public static ProblemResult Of(BadHttpRequestException broken) => broken.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(Problem.TooLarge, "The body is too large."),
        StatusCodes.Status408RequestTimeout => new(Problem.TooSlow, "The body came too slowly."),
        _ => new(Problem.BadRequest, "The request violates HTTP."),
    };

    private static ProblemResult Answer(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new(Problem.Unauthorized, "Sign in, or send an API key."),
        StatusCodes.Status403Forbidden => new(Problem.Forbidden, "This is not allowed."),
        StatusCodes.Status405MethodNotAllowed =>
            new(Problem.MethodNotAllowed, $"{context.Request.Method} is not allowed here; allowed: {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => new(Problem.UnsupportedMediaType, "Content-Type must be application/json in UTF-8."),
        StatusCodes.Status413PayloadTooLarge => new(Problem.TooLarge, "The body is too large."),
        StatusCodes.Status404NotFound => new(Problem.NotFound, $"There is no '{context.Request.Path}' here; /swagger lists every call."),
        >= 500 => new(Problem.Unexpected, "Something went wrong inside FraudWeb; it has been logged."),
        _ => new(Problem.BadRequest, "The request can't be understood."),
    };
}
