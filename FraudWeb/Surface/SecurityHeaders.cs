using Microsoft.Net.Http.Headers;

namespace FraudWeb.Surface;

/// <summary>Sets the security headers of every response, including errors and files. Runs before everything that can answer.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
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
        return next(context);
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
}
