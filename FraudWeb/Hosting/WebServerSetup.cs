using FraudWeb.Api;
using FraudWeb.Navigation;
using FraudWeb.Settings;
using FraudWeb.Surface;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FraudWeb.Hosting;

/// <summary>Sets up the web server and the host around it.</summary>
public static class WebServerSetup
{
    public static void AddWebServer(this WebApplicationBuilder builder, HttpsSettings https, DrainSettings drain, string[] urls)
    {
        // Without UseStaticWebAssets, a run from the build output outside Development answers static files with 200 and no bytes.
        builder.WebHost.UseStaticWebAssets();
        // Its catch-all route for files edited while the program runs would turn every 405 into a 404.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(connection =>
            {
                if (HttpsCertificate.Load(https) is { } loaded)
                {
                    (connection.ServerCertificate, connection.ServerCertificateChain) = loaded;
                }
            });
            Limit(kestrel.Limits);
        });

        // By default one background service that fails would end the program.
        builder.Services.Configure<HostOptions>(host =>
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.Services.AddHostedService<UnobservedTaskExceptionLogger>();

        // The framework's lifetime would stop at the first signal.
        builder.Services.AddSingleton(drain);
        builder.Services.AddSingleton<DrainingLifetime>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime>(
            services => services.GetRequiredService<DrainingLifetime>()));
        builder.Services.AddHealthChecks().AddCheck<DrainCheck>("serving");
    }

    /// <summary>While the server drains, asks clients to use another connection for the next request, which can lead to another server.
    /// Live pages keep theirs.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var lifetime = app.Services.GetRequiredService<DrainingLifetime>();
        app.Use((context, next) =>
        {
            if (lifetime.IsDraining && HttpProtocol.IsHttp11(context.Request.Protocol) && !context.Request.IsIn(Paths.Live))
            {
                context.Response.Headers.Connection = "close";
            }

            return next(context);
        });
    }

    private static void Limit(KestrelServerLimits limits)
    {
        // JsonBody enforces its limits to the byte. This one is for whatever else reads a body, and also counts the frames of chunks.
        limits.MaxRequestBodySize = 2 * JsonBody.BatchLimit;
        // Per call, what is read ahead of a handler that has already refused the body; the default is 1 MB.
        limits.MaxRequestBufferSize = 2 * JsonBody.OneLimit;
        // A client that sends headers or a body byte by byte holds a connection and memory at little cost to itself.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
