using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.History;
using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Tests.Dashboard;

public class RollupTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rollups_equal_a_recount_after_any_appends_labels_and_relabels(int seed)
    {
        await using var store = new TestStore();
        store.Register(2, TwoFields);
        var random = new Random(seed);
        var ids = new List<PredictionId>();
        for (var round = 0; round < 30; round++)
        {
            var batch = store.Make(random, random.Next(1, 60), version: random.Next(1, 3));
            ids.AddRange(batch.Select(prediction => prediction.Id));
            var work = new List<Task> { store.Log.AppendAsync(batch) };
            work.AddRange(Enumerable.Range(0, random.Next(20)).Select(_ =>
                store.Log.LabelAsync(ids[random.Next(ids.Count)], (Label)random.Next(1, 3), null, Audits.Ann)));
            await Task.WhenAll(work);
        }

        await using var context = store.Database.CreateDbContext();
        var expected = Recount(await context.Predictions.ToListAsync(), store.Schemas);
        var kept = (await context.Rollups.ToListAsync()).ToDictionary(r => (r.Hour, r.Dimension, r.Bucket));

        // A prediction that was labelled before it was counted anew leaves no line behind, so both have the same keys.
        Assert.Equal(expected.Keys.Order(), kept.Keys.Order());
        foreach (var (key, counts) in expected)
        {
            var r = kept[key];
            Assert.Equal(
                counts with { Amount = 0 },
                new(r.Count, r.Flagged, r.LabelledFraud, r.LabelledLegitimate, r.TruePositive, r.FalsePositive, 0));
            Assert.Equal(counts.Amount, r.Amount, 6);
        }
    }

    [Fact]
    public void Only_fields_with_few_values_are_counted_by()
    {
        Assert.Equal(
            ["transaction_hour", "merchant_category", "foreign_transaction", "location_mismatch"],
            TransactionSchema.Default.Fields.Where(field => RollupPlan.BucketsOf(field).Length > 0).Select(field => field.Name));
        Assert.Equal(31, RollupPlan.BucketsOf(new Field { Name = "day", Kind = FieldKind.Integer, Min = 1, Max = 31 }).Length);
        Assert.Empty(RollupPlan.BucketsOf(new Field { Name = "day", Kind = FieldKind.Integer, Min = 0, Max = 31 }));
        Assert.Empty(RollupPlan.BucketsOf(
            new Field { Name = "code", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, 51).Select(n => $"c{n}")] }));
    }

    [Fact, Trait("Requirement", "IN12")]
    public async Task Amounts_without_measure_leave_a_sum_that_can_be_kept()
    {
        await using var store = new TestStore();
        store.Register(2, new("refunds", [new Field { Name = "amount", Kind = FieldKind.Number, Unit = "USD" }]));
        var random = new Random(4);

        // As sums these would be infinite, and then no number at all.
        foreach (var amount in (double[])[double.MaxValue, double.MaxValue, double.MinValue, double.MinValue, 5])
        {
            await store.Log.AppendAsync(
                [.. Enumerable.Range(0, 2).Select(_ => store.Make(random, TestStore.Start, version: 2).WithInputs([amount]))]);
        }

        await using var context = store.Database.CreateDbContext();
        var total = Assert.Single(await context.Rollups.Where(rollup => rollup.Dimension == Rollup.Total).ToListAsync());
        Assert.Equal((10, 10), (total.Count, total.Amount));
    }

    private static TransactionSchema TwoFields { get; } = new("two",
    [
        new Field { Name = "level", Kind = FieldKind.Integer, Min = -3, Max = 3 },
        new Field { Name = "merchant_category", Kind = FieldKind.Category, Choices = ["Travel", "Other"] },
    ]);

    private static Dictionary<(long Hour, string Dimension, string Bucket), Counts> Recount(
        List<Prediction> predictions, SchemasByVersion schemas)
    {
        var counts = new Dictionary<(long, string, string), Counts>();
        foreach (var p in predictions)
        {
            var schema = schemas.Get(p.ModelVersion);
            var fraud = p.Label == Label.Fraud ? 1 : 0;
            var legitimate = p.Label == Label.Legitimate ? 1 : 0;
            var flagged = p.IsFraud ? 1 : 0;
            var amount = schema.PositionOf("amount") is var at and >= 0 && !double.IsNaN(p.Inputs[at]) ? p.Inputs[at] : 0;
            var one = new Counts(1, flagged, fraud, legitimate, fraud * flagged, legitimate * flagged, amount);
            void Count(string dimension, string bucket)
            {
                var key = (p.Timestamp.ToUnixTimeSeconds() / 3600, dimension, bucket);
                counts[key] = counts.GetValueOrDefault(key) + one;
            }

            Count("total", "");
            Count("decision", p.Decision.ToString().ToLowerInvariant());
            Count("risk", p.RiskLevel.ToString().ToLowerInvariant());
            Count("score", p.Probability is { } score ? $"{Math.Min(19, Math.Floor(score * 20))}" : "");
            Count("latency", $"{Math.Floor(Math.Log2(Math.Max(1, p.DurationMicroseconds)) * 4 + 1e-9)}");
            foreach (var name in (string[])["level", "transaction_hour", "merchant_category", "foreign_transaction", "location_mismatch"])
            {
                if (schema.PositionOf(name) is var position and >= 0)
                {
                    Count("field:" + name, schema.Fields[position].Format(p.Inputs[position]));
                }
            }
        }

        return counts;
    }
}
