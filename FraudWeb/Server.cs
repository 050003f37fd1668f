using FraudWeb.Api;
using FraudWeb.Core.Models;
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
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"urls: {e.InnerException.Message}; stop the other program or choose another port with --urls http://127.0.0.1:PORT");
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
        var urls = LoopbackOnly.Urls(builder.Configuration);
        builder.Services.AddSingleton(settings);

        // Web server
        // Without UseStaticWebAssets, a run from the build output outside Development answers static files with 200 and no bytes.
        builder.WebHost.UseStaticWebAssets();
        // Its catch-all route for files edited while the program runs would turn every 405 into a 404.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.WebHost.UseUrls(urls.Length > 0 ? urls : [LoopbackOnly.DefaultUrl]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonBody.BatchLimit + 1;
        });

        // Capabilities
        builder.Services.AddScoring(settings);
        builder.Services.AddApi();
        builder.Services.AddPages();

        var app = builder.Build();
        try
        {
            app.UseErrors();
            app.MapApi();
            app.MapExport();
            app.MapPages();

            await FirstRun.PrepareAsync(app.Services);
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
