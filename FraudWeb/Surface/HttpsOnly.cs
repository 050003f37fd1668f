using System.Globalization;
using FraudWeb.Navigation;
using FraudWeb.Problems;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FraudWeb.Surface;

/// <summary>Redirects HTTP to HTTPS, if people use HTTPS. Runs after <see cref="KnownHostsOnly"/>, because the redirect names the
/// host.</summary>
public sealed class HttpsOnly(RequestDelegate next, ServerBindings exposure, ProxyList proxies, IServer server)
{
    public Task InvokeAsync(HttpContext context) =>
        exposure.Https && !context.Request.IsHttps && !context.Request.IsIn(Paths.Health) ? RefuseHttpAsync(context) : next(context);

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
