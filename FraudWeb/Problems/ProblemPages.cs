using System.Text;
using FraudWeb.Accounts;

namespace FraudWeb.Problems;

/// <summary>Where a problem's <c>type</c> leads: what it means and what to do.</summary>
public static class ProblemPages
{
    public static void MapProblems(this IEndpointRouteBuilder app) => app.MapGet("/problems/{slug}", Describe).RequireAuthorization(Policies.Documentation).ExcludeFromDescription();

    private static IResult Describe(string slug) => Problem.All.FirstOrDefault(problem => problem.Slug == slug) is { } problem
        ? Results.Text($"{problem.Status} {problem.Title}\n\n{problem.Advice}\n", "text/plain", Encoding.UTF8)
        : new ProblemResult(Problem.NotFound, "There is no such problem.");
}
