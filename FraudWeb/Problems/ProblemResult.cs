using System.Diagnostics;
using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Problems;

/// <summary>A response of type <c>application/problem+json</c> (RFC 9457). Card numbers in the detail are masked, because it may quote the
/// request.</summary>
public sealed class ProblemResult(Problem problem, string detail, FieldErrors? errors = null) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>The kind of problem.</summary>
    public Problem Problem => problem;

    /// <summary>What happened, in sentences.</summary>
    public string Detail { get; } = CardNumbers.Mask(detail);

    /// <summary>Creates the problem of one invalid field.</summary>
    public static ProblemResult Invalid(string field, string why)
    {
        var errors = new FieldErrors();
        errors.Add(field, why);
        return Invalid(errors);
    }

    /// <summary>Creates the problem of all invalid fields.</summary>
    public static ProblemResult Invalid(FieldErrors errors) => new(Problem.InvalidInput, errors.ToString(), errors);

    /// <summary>Gets the errors in the form of the response.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByField(FieldErrors? errors) =>
        errors?.ByField.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value) ?? [];

    /// <summary>Sets the status and the headers, for a response whose body is a page.</summary>
    public void Announce(HttpContext context)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        context.Features.Set(problem);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Announce(httpContext);
        var answer = new ProblemAnswer(
            problem.Type, problem.Title, problem.Status, Detail, Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier,
            ByField(errors), Detail);
        return httpContext.Response.WriteAsJsonAsync(
            answer, ProblemsContext.Default.ProblemAnswer, ContentType, httpContext.RequestAborted);
    }
}
