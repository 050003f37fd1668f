using FraudWeb.Components;
using FraudWeb.Core.Storage;
using FraudWeb.Display;
using Radzen;

// Before anything touches a SqliteConnection.
SqliteStartup.Initialize();

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // appsettings.json and wwwroot stand beside the program, wherever it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});

// Without it, a run from the build output outside Development answers static files with 200 and no bytes.
builder.WebHost.UseStaticWebAssets();

// Pages
builder.Services.AddHttpContextAccessor();
builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
{
    // The .NET 9 script has no pause and resume, so a lost connection gets ten minutes to come back.
    circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
    circuit.PersistedCircuitInMemoryMaxRetained = 0;
});
builder.Services.AddRadzenComponents();
builder.Services.AddScoped<ViewerClock>();

var app = builder.Build();

app.UseAntiforgery();
app.MapStaticAssets();
app.MapGet("/health", () => TypedResults.Ok(new { status = "healthy" }));
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

await app.RunAsync();
