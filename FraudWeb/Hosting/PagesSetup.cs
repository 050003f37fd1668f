using FraudWeb.Components;
using FraudWeb.Components.Layout;
using FraudWeb.Display;
using FraudWeb.Limits;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.SignalR;
using Radzen;

namespace FraudWeb.Hosting;

/// <summary>The pages: Razor components that render on the server.</summary>
public static class PagesSetup
{
    // Of all people together. CircuitLimit limits each person's far below, so that nobody's are pushed out.
    private const int MaxDisconnectedCircuits = 1_000;

    public static void AddPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            // No resume after the circuit is gone (docs/decisions/0005-blazor-script.md), so a lost connection gets ten minutes to return.
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
            circuit.DisconnectedCircuitMaxRetained = MaxDisconnectedCircuits;
            circuit.PersistedCircuitInMemoryMaxRetained = 0;
        }).AddHubOptions(hub => hub.AddFilter<CircuitLimit>());
        services.AddScoped<IErrorBoundaryLogger, PageFailureLog>();
        services.AddRadzenComponents();
        services.AddScoped<ViewerClock>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            // Our own policy is in SecurityHeaders.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }
}
