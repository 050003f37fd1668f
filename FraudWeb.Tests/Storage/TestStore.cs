using FraudWeb.Core.Audit;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Idempotency;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Storage;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FraudWeb.Tests.Storage;

/// <summary>A data folder of its own with a real database, and what keeps things in it. Model v1 has the default schema.</summary>
public sealed class TestStore : IAsyncDisposable
{
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public TestStore(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        Folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        Database = Database.Open(Folder, MaxWait);
        Register(1, TransactionSchema.Default);
        Schemas = new(Database);
        Feed = new(clock);
        Audit = Audits.Of(Database);
        Log = new(Database, Schemas, Feed, Audit, clock, NullLogger<PredictionLog>.Instance);
        Queries = new(Database);
        Answers = new(Database, clock);
        Dashboard = new(Database, Queries);
    }

    public string Folder { get; }

    public Database Database { get; }

    public SchemasByVersion Schemas { get; }

    public PredictionFeed Feed { get; }

    public AuditLog Audit { get; }

    public PredictionLog Log { get; private set; }

    public PredictionQueries Queries { get; }

    public IdempotentResponseQueries Answers { get; }

    public DashboardQueries Dashboard { get; }

    public PredictionIds Ids { get; } = new(TimeProvider.System, NullLogger<PredictionIds>.Instance);

    public void Register(int version, TransactionSchema schema)
    {
        using var context = Database.CreateWriter();
        context.Models.Add(new RegisteredModel
        {
            Version = version,
            Hash = $"hash {version}",
            FileName = "none",
            Trainer = "boosting",
            SchemaJson = schema.Json,
            RegisteredAt = Start,
        });
        context.SaveChanges();
    }

    /// <summary>A prediction of some time in ten days from <see cref="Start"/>, labelled one time in three.</summary>
    public Prediction Make(Random random, DateTimeOffset? at = null, int version = 1) =>
        Make(IdAt(at ?? Start.AddMinutes(random.Next(60 * 24 * 10)), random), random, Schemas.Get(version), version);

    /// <summary>A prediction with random content under model v1.</summary>
    public static Prediction Make(PredictionId id, Random random) => Make(id, random, TransactionSchema.Default, 1);

    public List<Prediction> Make(Random random, int count, int version = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => Make(random, version: version))];

    /// <summary>Waits until the log has found out that the store can be written to again.</summary>
    public async Task HealthyAsync()
    {
        for (var i = 0; i < 100 && !Log.IsHealthy; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.True(Log.IsHealthy);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Feed.Dispose();
        Database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static Prediction Make(PredictionId id, Random random, TransactionSchema schema, int version)
    {
        double? probability = random.Next(20) == 0 ? null : Math.Round(Math.Pow(random.NextDouble(), 3), random.Next(1, 4));
        var verdict = new Policy().Decide(probability ?? double.NaN);
        return new Prediction
        {
            Id = id,
            TransactionId = random.Next(2) == 0 ? null : $"T{random.Next(20)}",
            Source = (PredictionSource)random.Next(5),
            ModelVersion = version,
            Inputs = [.. schema.Fields.Select(field => Value(field, random))],
            Probability = probability,
            Threshold = 0.5,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = random.Next(10_000),
            Label = random.Next(3) == 0 ? (Label)random.Next(1, 3) : Label.None,
        };
    }

    // Not by PredictionIds, whose ids only rise: these are scattered over the days.
    private static PredictionId IdAt(DateTimeOffset at, Random random) =>
        new(PredictionId.From(at).High | (uint)random.Next(1 << 16), (ulong)random.NextInt64());

    private static double Value(Field field, Random random) => field.Kind switch
    {
        _ when random.Next(15) == 0 => double.NaN,
        FieldKind.Category => random.Next(field.Choices.Length),
        FieldKind.Flag => random.Next(2),
        FieldKind.Integer => random.Next((int)(field.Min ?? 0), (int)(field.Max ?? 50) + 1),
        _ => Math.Round(random.NextDouble() * 100, 2),
    };
}
