using FraudWeb.Core.Schema;
using FraudWeb.Navigation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace FraudWeb.Problems;

/// <summary>Answers requests that failed outside of handlers too: no route, wrong method, malformed request, unavailable database, internal
/// error. Programs get a problem, people a page.</summary>
public static class Errors
{
    private const string InternalError = "Something went wrong inside FraudWeb; it has been logged.";

    public static void AddErrors(this IServiceCollection services) => services.AddSingleton<FailureLog>();

    public static void UseErrors(this WebApplication app)
    {
        app.Use(AnswerLastAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = error => Failures.Of(error)?.Problem.Status ?? StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = IsExpected,
        });
        app.Use(PreparePageAsync);
        app.UseWhen(IsForPeople, pages =>
        {
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });

        // Registered later, so that these run first and those above find a response.
        app.UseWhen(context => Paths.IsForPrograms(context.Request), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = AnswerFailureAsync,
                SuppressDiagnosticsCallback = IsExpected,
            });
            programs.UseStatusCodePages(pages => Answer(pages.HttpContext).ExecuteAsync(pages.HttpContext));
        });
    }

    // The exception handler logs everything else.
    private static bool IsExpected(ExceptionHandlerSuppressDiagnosticsContext context) => Failures.Of(context.Exception) is not null;

    // Only reads: the response to a refused form can't be replaced by another page.
    private static bool IsForPeople(HttpContext context) =>
        !Paths.IsForPrograms(context.Request) && !context.Request.IsIn(Paths.Live)
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));

    // If the error page fails too, which has been logged by then. Otherwise the web server would answer, without our headers.
    private static async Task AnswerLastAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            await new ProblemResult(Problem.Unexpected, InternalError).ExecuteAsync(context);
        }
    }

    private static Task AnswerFailureAsync(HttpContext context)
    {
        var error = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        if (Failures.Of(error) is not { } expected)
        {
            return new ProblemResult(Problem.Unexpected, InternalError).ExecuteAsync(context);
        }

        context.RequestServices.GetRequiredService<FailureLog>().Log(error);
        return expected.ExecuteAsync(context);
    }

    // The error page is rendered by the request that failed. Its form may be the reason, so the page must not read it again.
    private static Task PreparePageAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is { Error: var error })
        {
            var request = context.Request;
            request.Method = HttpMethods.IsHead(request.Method) ? request.Method : HttpMethods.Get;
            (request.ContentType, request.Body) = (null, Stream.Null);
            if (Failures.Of(error) is { } expected)
            {
                context.RequestServices.GetRequiredService<FailureLog>().Log(error);
                expected.Announce(context);
            }
        }

        return next(context);
    }

    private static ProblemResult Answer(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new(Problem.Unauthorized, "Sign in, or send an API key."),
        StatusCodes.Status403Forbidden => new(Problem.Forbidden, "This is not allowed."),
        StatusCodes.Status405MethodNotAllowed => new(Problem.MethodNotAllowed,
            $"{CardNumbers.Shorten(context.Request.Method)} is not allowed here; allowed: {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => new(Problem.UnsupportedMediaType, "Content-Type must be application/json in UTF-8."),
        StatusCodes.Status413PayloadTooLarge => new(Problem.TooLarge, "The body is too large."),
        StatusCodes.Status404NotFound => new(Problem.NotFound,
            $"There is no '{CardNumbers.Shorten(context.Request.Path)}' here; /swagger lists every call."),
        >= 500 => new(Problem.Unexpected, InternalError),
        _ => new(Problem.BadRequest, "The request can't be understood."),
    };
}
