namespace FraudWeb.Tests.Support;

/// <summary>Sends the administrator's cookie along with calls for pages; calls of the API have their key.</summary>
internal sealed class CookieForPages(FraudWebServer server) : DelegatingHandler
{
    private static readonly string[] Calls = ["/api", "/health", "/openapi", "/problems"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Array.Exists(Calls, path => $"{request.RequestUri!.AbsolutePath}/".StartsWith(path + '/', StringComparison.Ordinal)))
        {
            request.Headers.Add("Cookie", await server.CookieAsync());
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
