using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;
using FraudWeb.Jobs;
using FraudWeb.Problems;
using FraudWeb.Sessions;
using FraudWeb.Settings;
using FraudWeb.Surface;

namespace FraudWeb.Hosting;

/// <summary>The web application: pages and API over one data folder.</summary>
public static class Server
{
    /// <summary>Starts it and runs until it is told to stop.</summary>
    /// <returns>0 when it was stopped, 1 when it can't start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplication app;
        string? firstAccess = null;
        try
        {
            app = await StartAsync(args, notice => firstAccess = notice);
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(e switch
            {
                Core.Storage.StorageException => $"FraudWeb:DataDirectory: {e.Message}",
                SettingsException or ModelFileException or Core.Schema.SchemaException => e.Message,
                _ => $"FraudWeb can't start.{Environment.NewLine}{e}",
            });

            // The account is there although the start failed later, and its password is never shown again.
            Console.Write(firstAccess);
            return 1;
        }

        if (firstAccess is not null)
        {
            // What was logged is written by another thread, which can't be waited for. The password comes after it, last and alone.
            await Task.Delay(TimeSpan.FromSeconds(0.5), app.Services.GetRequiredService<TimeProvider>());
        }

        foreach (var url in app.Urls)
        {
            Console.WriteLine($"FraudWeb is ready at {url}");
        }

        Console.Write(firstAccess);
        await app.WaitForShutdownAsync();
        await AppendAuditAsync(app, AuditActions.Stopped);
        await app.DisposeAsync();
        return 0;
    }

    private static async Task AppendAuditAsync(WebApplication app, string action, string? detail = null)
    {
        try
        {
            await app.Services.GetRequiredService<AuditLog>().AppendAsync(Caller.System, action, detail: detail);
        }
        catch (StoreUnavailableException)
        {
            // The log tells of it; a store that can't be written to keeps nobody from starting and stopping.
        }
    }

    private static async Task<WebApplication> StartAsync(string[] args, Action<string?> onFirstAccess)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // appsettings.json and wwwroot stand beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Settings
        var settings = SettingsReader.Read(builder.Configuration);
        var (exposure, urls) = ServerBindings.Of(builder.Configuration, settings);
        HostSettings.Prove(builder.Configuration, urls);
        builder.Services.AddSingleton(settings);

        // Log
        builder.Logging.MaskCardNumbers();
        // It repeats the addresses, and would do so around the one-time password: the console's log is written by another thread.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

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
            kestrel.ConfigureHttpsDefaults(https =>
            {
                if (HttpsCertificate.Load(settings) is { } loaded)
                {
                    (https.ServerCertificate, https.ServerCertificateChain) = loaded;
                }
            });
            // JsonBody keeps the limits to the byte. This one is for whatever else reads a body, and counts the frames of chunks too.
            kestrel.Limits.MaxRequestBodySize = 2 * JsonBody.BatchLimit;
            // What is read ahead of a handler that has refused the body already, a call; the default is 1 MB.
            kestrel.Limits.MaxRequestBufferSize = 2 * JsonBody.OneLimit;
            // Who sends its headers or a body byte by byte holds a connection, and memory, for little of its own.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });

        // Faults that nobody awaits: told once, and the others work on. By default one background service would end the program.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.Services.AddHostedService<UnobservedTaskExceptionLogger>();

        // Capabilities
        builder.Services.AddScoring(settings);
        builder.Services.AddSecurity(settings, exposure);
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.Services.AddHostedService<RetentionJob>();
        builder.Services.AddHostedService<FirstCandidateJob>();

        var app = builder.Build();
        try
        {
            app.UseSurface();
            app.UseErrors();
            app.UseSecurity();
            app.MapApi();
            app.MapExport();
            app.MapSession();
            app.MapPages();

            // Before a command beside us does: whoever is first stays it.
            app.Services.GetRequiredService<Database>().IsCheckpointer();
            await FirstRun.PrepareAsync(app.Services);
            onFirstAccess(await FirstAccess.PrepareAsync(app.Services));
            await HostSettings.ListenAsync(app, urls);
            await AppendAuditAsync(app, AuditActions.Started, string.Join(", ", app.Urls));
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
