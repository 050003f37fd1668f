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
    /// <summary>Starts the application and runs it until it is stopped.</summary>
    /// <returns>0 after it was stopped; 1 if it can't start.</returns>
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
            await Task.Delay(TimeSpan.FromSeconds(1), app.Services.GetRequiredService<TimeProvider>());
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
            // It has been logged. A database that can't be written must not prevent a start or a stop.
        }
    }

    private static async Task<WebApplication> StartAsync(string[] args, Action<string?> onFirstAccess)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // appsettings.json and wwwroot are beside the program, whatever the working folder.
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = FraudWebSettings.Read(builder.Configuration);
        var (bindings, urls) = ServerBindings.Of(builder.Configuration, settings.Https, settings.Proxies);
        HostSettings.Validate(builder.Configuration, urls);
        var training = FirstRun.BeginTraining(settings);

        // Host
        builder.Logging.MaskCardNumbers();
        // It repeats the addresses, and another thread writes it: it could end up around the one-time password.
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.AddWebServer(settings.Https, settings.Drain, urls);

        // Capabilities
        builder.Services.AddScoring(settings);
        builder.Services.AddSecurity(settings, bindings, AllowedHosts.Of(builder.Configuration, bindings));
        builder.Services.AddApi();
        builder.Services.AddPages();
        builder.Services.AddJobs();
        builder.Services.AddHostedService<FirstCandidateJob>();

        var app = builder.Build();
        try
        {
            Map(app);

            // Before a command on the same data folder does: the first one keeps the role.
            app.Services.GetRequiredService<Database>().TryBecomeCheckpointer();
            await FirstRun.PrepareAsync(app.Services, training);
            onFirstAccess(await FirstAccess.PrepareAsync(app.Services));
            await UnreadableSecrets.ReportAsync(app.Services);
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

    private static void Map(WebApplication app)
    {
        // What every request passes, in this order
        app.UseDrain();
        app.UseSurface();
        app.UseErrors();
        app.UseSecurity();

        // Endpoints
        app.MapApi();
        app.MapExport();
        app.MapSession();
        app.MapPages();
    }
}
