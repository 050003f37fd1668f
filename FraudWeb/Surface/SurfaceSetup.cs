using FraudWeb.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace FraudWeb.Surface;

/// <summary>Registers what the outside sees: addresses, headers and proxies.</summary>
public static class SurfaceSetup
{
    public static void AddSurface(this IServiceCollection services, ServerBindings bindings, ProxyList proxies)
    {
        services.AddSingleton(bindings);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor
                | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Networks)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
    }

    /// <summary>Adds what every request passes first, before anything is looked up for it.</summary>
    public static void UseSurface(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyList>().Networks.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<InvalidInputLog>();
    }
}
