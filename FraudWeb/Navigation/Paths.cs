namespace FraudWeb.Navigation;

/// <summary>The areas of the address space. They decide who is asked to authenticate how, and whether an answer is a page or JSON, also
/// where no endpoint is: this is why endpoint metadata can't say it.</summary>
public static class Paths
{
    public const string Api = "/api";
    public const string Health = "/health";
    public const string OpenApi = "/openapi";
    public const string Problems = "/problems";
    public const string Swagger = "/swagger";
    public const string Export = "/export";

    /// <summary>The connections of live pages.</summary>
    public const string Live = "/_blazor";

    /// <summary>Whether a program asks, which gets JSON and no redirect.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.IsIn(Api) || request.IsIn(Health) || request.IsIn(OpenApi) || request.IsIn(Problems);

    /// <summary>Whether the request's path is in an area.</summary>
    public static bool IsIn(this HttpRequest request, string area) =>
        request.Path.StartsWithSegments(area, StringComparison.OrdinalIgnoreCase);
}
