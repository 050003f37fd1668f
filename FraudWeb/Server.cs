using FraudWeb.Api;
using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Models;
using FraudWeb.Security;
using FraudWeb.Settings;

namespace FraudWeb;

/// <summary>The web application: pages and API over one data folder.</summary>
public static class Server
{
    /// <summary>Starts it and runs until it is told to stop.</summary>
    /// <returns>0 when it was stopped, 1 when it can't start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication app;
        try
        {
            app = await StartAsync(args);
        }
        catch (Exception e) when (e is SettingsException or Core.Storage.StorageException or ModelFileException or Core.Schema.SchemaException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        foreach (var url in app.Urls)
        {
            Console.WriteLine($"FraudWeb is ready at {url}");
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    private static async Task<WebApplication> StartAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // appsettings.json and wwwroot stand beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Settings
        var settings = SettingsReader.Read(builder.Configuration);
        var (exposure, urls) = Exposure.Of(builder.Configuration, settings);
        builder.Services.AddSingleton(settings);

        // Web server
        if (string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]))
        {
            // On this machine only its own names are answered to: another site can't point a name of its own here and read along.
            builder.Configuration["AllowedHosts"] = exposure.BeyondLoopback ? "*" : "localhost;127.0.0.1;[::1]";
        }

        // Without UseStaticWebAssets, a run from the build output outside Development answers static files with 200 and no bytes.
        builder.WebHost.UseStaticWebAssets();
        // Its catch-all route for files edited while the program runs would turn every 405 into a 404.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = HttpsCertificate.Load(settings) ?? https.ServerCertificate);
            kestrel.Limits.MaxRequestBodySize = JsonBody.BatchLimit + 1;
        });

        // Capabilities
        builder.Services.AddScoring(settings);
        builder.Services.AddSecurity(settings, exposure);
        builder.Services.AddApi();
        builder.Services.AddPages();

        var app = builder.Build();
        try
        {
            app.UseSurface();
            app.UseErrors();
            app.UseSecurity();
            app.MapApi();
            app.MapExport();
            app.MapSignOut();
            app.MapPages();

            await FirstRun.PrepareAsync(app.Services);
            await FirstAccess.PrepareAsync(app.Services);
            await ListenAsync(app, urls);
            await app.Services.GetRequiredService<AuditLog>().AppendAsync(Caller.System, AuditActions.Started, detail: string.Join(", ", app.Urls));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static async Task ListenAsync(WebApplication app, string[] urls)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new SettingsException([$"urls: {e.InnerException.Message}; stop the other program or choose another port with --urls http://127.0.0.1:PORT"]);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new SettingsException([$"urls: '{string.Join(';', urls)}' can't be listened on: {e.Message}"]);
        }
    }
}
