using FraudWeb.Settings;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace FraudWeb.Surface;

/// <summary>Registers what the outside sees: addresses, headers and proxies.</summary>
public static class SurfaceSetup
{
    public static void AddSurface(this IServiceCollection services, ServerBindings bindings, AllowedHosts hosts, ProxyList proxies)
    {
        services.AddSingleton(bindings);
        services.AddSingleton(hosts);

        // The framework's filter runs before all of ours, so KnownHostsOnly replaces it.
        services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = ["*"]);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor
                | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            // A host that is not allowed is ignored: proxies pass on what a client sends, unless told otherwise.
            forwarded.AllowedHosts = [.. hosts.Names];
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Networks)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
    }

    /// <summary>Adds what every request passes first, before anything that can answer.</summary>
    public static void UseSurface(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyList>().Networks.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<InvalidInputLog>();
    }

    /// <summary>Refuses requests for another host and over plain HTTP. Comes after the errors.</summary>
    public static void UseOwnAddressOnly(this WebApplication app)
    {
        app.UseMiddleware<KnownHostsOnly>();
        app.UseMiddleware<HttpsOnly>();
    }
}
