using System.Globalization;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Net.Http.Headers;

namespace FraudWeb.Surface;

/// <summary>The headers that every answer carries, errors and files too, and the way from HTTP to HTTPS.</summary>
public sealed class SecurityHeaders(RequestDelegate next, ServerBindings exposure, ProxyList proxies, IServer server)
{
    // The chart library puts this one sheet, for its legends, into every chart.
    private const string LegendStyle = "'sha256-aSysLrDECVdJ6L+jLf8CC5QKLmwRuk/OZiZk9mYky8A='";

    // Scripts and styles come from our own files only. Chart and component libraries set style attributes, which is why these are let through.
    private const string ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {LegendStyle}; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'";

    // Two years, as the preload list asks.
    private const string TransportSecurity = "max-age=63072000; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: whoever answers an error clears what was set before.
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return exposure.Https && !context.Request.IsHttps && !context.Request.IsIn(Paths.Health) ? RefuseHttpAsync(context) : next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = TransportSecurity;
        }

        return Task.CompletedTask;
    }

    // A browser is led on. A program is told: had it been led on, its key would have crossed the network in the clear every time, unnoticed.
    private Task RefuseHttpAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsIn(Paths.Api) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return new ProblemResult(Problem.HttpsRequired, "This server answers over HTTPS only. A key sent without it must be taken for known: rotate it.").ExecuteAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"https://{request.Host.Host}{HttpsPort()}{request.PathBase}{request.Path}{request.QueryString}";
        return Task.CompletedTask;
    }

    // Our own, for whoever reaches us without a proxy; a proxy's is the usual one.
    private string HttpsPort()
    {
        var own = proxies.Networks.Count > 0 ? [] : server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return own.Select(BindingAddress.Parse).FirstOrDefault(address => address.Scheme == "https") is { Port: not 443 } address
            ? string.Create(CultureInfo.InvariantCulture, $":{address.Port}")
            : "";
    }
}
