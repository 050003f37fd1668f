namespace FraudWeb.Navigation;

/// <summary>The areas of the address space. They decide the authentication scheme, and whether a response is a page or JSON. Endpoint
/// metadata can't decide this, because it also applies to paths without an endpoint.</summary>
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

    /// <summary>Returns whether a request is from a program, which gets JSON and no redirects.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.IsIn(Api) || request.IsIn(Health) || request.IsIn(OpenApi) || request.IsIn(Problems);

    /// <summary>Returns whether a request's path is in an area.</summary>
    public static bool IsIn(this HttpRequest request, string area) =>
        request.Path.StartsWithSegments(area, StringComparison.OrdinalIgnoreCase);
}
