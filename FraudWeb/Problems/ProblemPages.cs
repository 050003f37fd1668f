using System.Text;
using FraudWeb.Navigation;

namespace FraudWeb.Problems;

/// <summary>Maps the address in a problem's <c>type</c>: what it means and what to do.</summary>
public static class ProblemPages
{
    public static RouteHandlerBuilder MapProblems(this IEndpointRouteBuilder app) =>
        app.MapGet(Paths.Problems + "/{slug}", Describe).ExcludeFromDescription();

    private static IResult Describe(string slug) => Problem.All.FirstOrDefault(problem => problem.Slug == slug) is { } problem
        ? Results.Text($"{problem.Status} {problem.Title}\n\n{problem.Advice}\n", "text/plain", Encoding.UTF8)
        : new ProblemResult(Problem.NotFound, "There is no such problem.");
}
