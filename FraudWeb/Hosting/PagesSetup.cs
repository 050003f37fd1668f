using FraudWeb.Components;
using FraudWeb.Display;
using Radzen;

namespace FraudWeb.Hosting;

/// <summary>The pages: Razor components that render on the server.</summary>
public static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            // The .NET 9 script has no pause and resume, so a lost connection gets ten minutes to come back.
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuit.PersistedCircuitInMemoryMaxRetained = 0;
        });
        services.AddRadzenComponents();
        services.AddScoped<ViewerClock>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            // Our own policy stands in SecurityHeaders.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
