using System.Text;
using FraudWeb.Navigation;

namespace FraudWeb.Problems;

/// <summary>The pages behind the <c>type</c> of problems, with their meaning and advice.</summary>
public static class ProblemPages
{
    public static RouteHandlerBuilder MapProblems(this IEndpointRouteBuilder app) =>
        app.MapGet(Paths.Problems + "/{slug}", Describe).ExcludeFromDescription();

    private static IResult Describe(string slug) => Problem.All.FirstOrDefault(problem => problem.Slug == slug) is { } problem
        ? Results.Text($"{problem.Status} {problem.Title}\n\n{problem.Advice}\n", "text/plain", Encoding.UTF8)
        : new ProblemResult(Problem.NotFound, "There is no such problem.");
}
