using System.Globalization;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Net.Http.Headers;

namespace FraudWeb.Surface;

/// <summary>Sets the security headers of every response, including errors and files, and redirects HTTP to HTTPS.</summary>
public sealed class SecurityHeaders(RequestDelegate next, ServerBindings exposure, ProxyList proxies, IServer server)
{
    // The hash of the one style sheet that the chart library adds to every chart, for its legend.
    private const string LegendStyle = "'sha256-aSysLrDECVdJ6L+jLf8CC5QKLmwRuk/OZiZk9mYky8A='";

    // Scripts and style sheets come from our own files only. Style attributes are allowed, because the chart and component libraries set
    // them.
    private const string ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {LegendStyle}; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; "
        + "manifest-src 'self'";

    // Two years, as the preload list requires.
    private const string TransportSecurity = "max-age=63072000; includeSubDomains";

    public Task InvokeAsync(HttpContext context)
    {
        // Set at the last moment, because error handlers clear headers that were set before.
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

    // Browsers are redirected. Programs get an error: if they were redirected, they would send their key unencrypted with every call,
    // unnoticed.
    private Task RefuseHttpAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsIn(Paths.Api) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            return new ProblemResult(Problem.HttpsRequired,
                "This server answers over HTTPS only. If you sent a key without HTTPS, others may know it: rotate it.").ExecuteAsync(
                    context);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location =
            $"https://{request.Host.Host}{HttpsPort()}{request.PathBase}{request.Path}{request.QueryString}";
        return Task.CompletedTask;
    }

    // The port of this server, unless requests come through a proxy, which uses the default port.
    private string HttpsPort()
    {
        var own = proxies.Networks.Count > 0 ? [] : server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return own.Select(BindingAddress.Parse).FirstOrDefault(address => address.Scheme == "https") is { Port: not 443 } address
            ? string.Create(CultureInfo.InvariantCulture, $":{address.Port}")
            : "";
    }
}
