using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.History;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using FraudWeb.Display;
using FraudWeb.Hosting;
using FraudWeb.Limits;
using FraudWeb.Sessions;
using FraudWeb.Settings;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace FraudWeb.Tests.Support;

/// <summary>Renders pages over the real scoring, on a data folder of its own, with a small model of the default schema as
/// champion.</summary>
public abstract class ScoringContext : BunitContext, IAsyncLifetime
{
    private static readonly Lazy<FraudModel> Model = new(Train);

    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

    /// <param name="settings">Settings beside the data folder, such as <c>FraudWeb:Keep:PredictionsDays</c>.</param>
    protected ScoringContext(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        // Queries run on a real database, and many tests at a time; only a test that fails waits for so long.
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        JSInterop.Mode = JSRuntimeMode.Loose;
        foreach (var module in (string[])["check", "dialog", "keys", "viewer"])
        {
            JSInterop.SetupModule($"./js/{module}.js").Mode = JSRuntimeMode.Loose;
        }

        Services.AddLogging();
        Services.AddRadzenComponents();
        Services.AddScoped<ViewerClock>();
        Services.AddScoring(FraudWebSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection([.. settings, new("FraudWeb:DataDirectory", _folder)]).Build()));
        Services.AddSingleton(Person);
        Services.AddSingleton<AuthenticationStateProvider>(Person);
        Services.AddScoped<PageAuthorization>();
        Services.AddScoped<ActorNames>();
        Services.AddAccounts();
        Services.AddLimits();
        Services.AddSignIn();
        Services.AddScoped<Reauthentication>();
        SetRendererInfo(new("Server", isInteractive: true));
    }

    /// <summary>Who is in front of the page: an administrator until someone else is signed in.</summary>
    protected SignedIn Person { get; } = new();

    protected ScoringService Scoring => Services.GetRequiredService<ScoringService>();

    protected PredictionQueries Predictions => Services.GetRequiredService<PredictionQueries>();

    public async Task InitializeAsync()
    {
        await Services.GetRequiredService<ModelRegistry>().RegisterAsync(Model.Value, promote: true);
        await Person.AsAsync(Services, Role.Administrator);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Does something to the store behind the program's back.</summary>
    protected async Task ExecuteAsync(string sql)
    {
        await using var connection = Services.GetRequiredService<Database>().OpenWriter();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static FraudModel Train()
    {
        var rows = new Dataset.Builder(TransactionSchema.Default);
        foreach (var row in CardWorld.Simulate(seed: 1, rows: 6_000, SamplePredictions.Moment, TimeSpan.FromDays(30)))
        {
            rows.Add(row.Transaction.Values, row.IsFraud, row.Time);
        }

        return Training.Train(rows.Build(), new() { Trees = 30 }, SamplePredictions.Moment);
    }
}
