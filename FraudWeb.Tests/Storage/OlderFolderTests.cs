using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FraudWeb.Tests.Storage;

/// <summary>Data folders that older versions made; OlderFolders/README.md says how.</summary>
[Trait("Requirement", "DB9")]
public sealed class OlderFolderTests : IDisposable
{
    private readonly CliProcess _cli = new();

    private string Folder => _cli.PathOf("data");

    [Fact]
    public async Task Every_prediction_is_there_and_its_model_gives_the_same_bits_again()
    {
        var expected = Unpack("sqlite-3.35.zip");
        using var database = Database.Open(Folder);
        using var models = new ModelRegistry(database, Audits.Of(database), TimeProvider.System);
        await models.LoadAsync();

        var found = new List<Expected>();
        await foreach (var prediction in new PredictionQueries(database).StreamAsync(new HistoryFilter()))
        {
            found.Add(new(prediction.Id.ToString(), prediction.ModelVersion, prediction.Probability!.Value, prediction.Label));
            Assert.Equal(prediction.Probability, models.Get(prediction.ModelVersion).Model.Score(prediction.Inputs).Probability);
        }

        Assert.Equal(44, expected.Count);
        Assert.Equal(expected, found);
        Assert.Equal(1, models.Champion.Version);
    }

    [Fact]
    public async Task The_program_goes_on_with_it()
    {
        var expected = Unpack("sqlite-3.35.zip");
        await using var server = await FraudWebServer.StartAsync(dataDirectory: Folder);

        // The key and the account are those of the folder: they are made on a first start only.
        var made = await server.PredictAsync(ApiCalls.Transaction());
        Assert.Equal("v1", made.GetProperty("model_version").GetString());
        await server.AdministratorAsync();
        using var labelled = await server.Http.PutAsJsonAsync($"api/predictions/{expected[0].Id}/label", new { label = "fraud" });
        labelled.EnsureSuccessStatusCode();
        var page = await server.GetAsync("api/predictions?limit=100");
        Assert.Equal(expected.Count + 1, page.GetProperty("data").GetArrayLength());
        var explanation = await server.GetAsync($"api/predictions/{expected[^1].Id}/explanation");
        Assert.NotEmpty(explanation.GetProperty("reasons").EnumerateArray());
        Assert.Equal(0, await server.StopAsync());

        var verified = await _cli.RunAsync("verify", $"--FraudWeb:DataDirectory={Folder}");
        Assert.Equal((0, "database: as written\nmodels: as written\nmodel v2: as written\nmodel v1: as written\naudit log: as written\n"),
            (verified.ExitCode, verified.Output));

        // It had no anchor, which refused nothing.
        Assert.True(File.Exists(Path.Combine(Folder, "keys", "audit.anchor")));
        using var database = Database.Open(Folder);
        Assert.Single(await Audits.Of(database).PageAsync(new(Action: AuditActions.AnchorMade), 10));
    }

    [Fact]
    public void A_database_at_the_first_migration_is_brought_up_to_date_with_its_rows()
    {
        Directory.CreateDirectory(Folder);
        var options = new DbContextOptionsBuilder<FraudDbContext>()
            .UseSqlite($"Data Source={Path.Combine(Folder, Database.FileName)};Pooling=False").Options;
        using (var first = new FraudDbContext(options))
        {
            first.GetService<IMigrator>().Migrate("20261120105612_Initial");
            first.Database.ExecuteSql($"INSERT INTO models VALUES (1, 'hash', 'v1.fraudmodel', 'boosting', '{{}}', 0, 1)");
            first.Database.ExecuteSql(
                $"INSERT INTO predictions VALUES (zeroblob(16), 'T1', 0, 1, zeroblob(64), 0.25, 0.5, 0, 0, 0, 120, 1)");
        }

        using var database = Database.Open(Folder);
        using var context = database.CreateDbContext();

        Assert.Empty(context.Database.GetPendingMigrations());
        Assert.Equal("hash", Assert.Single(context.Models).Hash);
        var prediction = Assert.Single(context.Predictions);
        Assert.Equal(
            ("T1", 0.25, Label.Legitimate, null), (prediction.TransactionId, prediction.Probability, prediction.Label, prediction.KeyId));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _cli.Dispose();
    }

    private List<Expected> Unpack(string archive)
    {
        ZipFile.ExtractToDirectory(Path.Combine(Repository.Root, "FraudWeb.Tests", "Storage", "OlderFolders", archive), Folder);
        var lines = File.ReadLines(Path.Combine(Folder, "expected.csv")).Skip(1).Select(line => line.Split(','));
        return [.. lines.Select(cells => new Expected(
            cells[0],
            int.Parse(cells[1].AsSpan(1), CultureInfo.InvariantCulture),
            double.Parse(cells[2], CultureInfo.InvariantCulture),
            cells[3] is "" ? Label.None : Enum.Parse<Label>(cells[3], ignoreCase: true)))];
    }

    private sealed record Expected(string Id, int ModelVersion, double Probability, Label Label);
}
