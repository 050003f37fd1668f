using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Storage;

namespace FraudWeb.Tests.Dashboard;

public class DashboardTests
{
    private static readonly DateTimeOffset From = TestStore.Start.AddDays(5);
    private static readonly DateTimeOffset To = TestStore.Start.AddDays(8);

    [Theory]
    [InlineData("UTC", 0)]
    [InlineData("America/New_York", -5)]
    [InlineData("Asia/Tokyo", 9)]
    public async Task It_shows_what_a_recount_of_the_predictions_shows(string zoneName, int offset)
    {
        await using var store = new TestStore();
        var all = store.Make(new Random(1), 3_000);
        await store.Log.AppendAsync(all);
        var inside = all.Where(p => p.Timestamp >= From && p.Timestamp < To).ToList();
        var before = all.Where(p => p.Timestamp >= From - (To - From) && p.Timestamp < From).ToList();

        var dashboard = await store.Dashboard.LoadAsync(From, To, TransactionSchema.Default, TimeZoneInfo.FindSystemTimeZoneById(zoneName));

        Assert.Equal((From, To, SeriesStep.Hour), (dashboard.From, dashboard.To, dashboard.Step));
        AssertTotals(inside, dashboard.Totals);
        AssertTotals(before, dashboard.Before);
        Assert.Equal(72, dashboard.Series.Count);
        Assert.All(dashboard.Series, point =>
            AssertTotals([.. inside.Where(p => p.Timestamp >= point.Start && p.Timestamp < point.Start.AddHours(1))], point.Totals));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => inside.LongCount(
            p => p.Probability >= n / 20.0 && (p.Probability < (n + 1) / 20.0 || n == 19))), dashboard.Scores.Select(b => b.Counts.Count));
        Assert.Equal(Enum.GetValues<RiskLevel>().Select(risk => (long)inside.Count(p => p.RiskLevel == risk)),
            dashboard.RiskLevels.Select(b => b.Counts.Count));
        Assert.Equal(Enum.GetValues<Decision>().Select(decision => (long)inside.Count(p => p.Decision == decision)),
            dashboard.Decisions.Select(b => b.Counts.Count));
        Assert.Equal(["transaction_hour", "merchant_category", "foreign_transaction", "location_mismatch"],
            dashboard.Fields.Select(field => field.Field));
        Assert.Equal(
            [.. TransactionSchema.Default.Fields[2].Choices.Select((choice, i) => (choice, (long)inside.Count(p => p.Inputs[2] == i))),
                ("", inside.Count(p => double.IsNaN(p.Inputs[2])))],
            dashboard.Fields[1].Buckets.Select(b => (b.Bucket, b.Counts.Count)));

        var heat = Assert.Single(dashboard.Heat);
        for (var choice = 0; choice < heat.Choices.Count; choice++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                Assert.Equal(inside.Count(p => p.Inputs[2] == choice && (p.Timestamp.Hour + offset + 24) % 24 == hour),
                    heat.Cells[choice][hour].Count);
            }
        }

        Assert.Equal(
            inside.Where(p => p.RiskLevel == RiskLevel.High).OrderByDescending(p => p.Id).Take(10).Select(p => p.Id),
            dashboard.NewestHighRisk.Select(p => p.Id));
    }

    [Fact]
    public async Task Beyond_three_days_the_series_has_the_viewers_days_across_a_change_of_the_clock()
    {
        await using var store = new TestStore();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var start = new DateTimeOffset(2026, 3, 26, 23, 0, 0, TimeSpan.Zero);
        var end = new DateTimeOffset(2026, 3, 31, 22, 0, 0, TimeSpan.Zero);
        await store.Log.AppendAsync(
            [.. Enumerable.Range(0, (int)(end - start).TotalHours).Select(hour => store.Make(new Random(hour), start.AddHours(hour)))]);

        var dashboard = await store.Dashboard.LoadAsync(start, end, TransactionSchema.Default, zone);

        Assert.Equal(SeriesStep.Day, dashboard.Step);
        Assert.Equal([24, 24, 23, 24, 24], dashboard.Series.Select(point => point.Totals.All.Count));
        Assert.Equal([27, 28, 29, 30, 31], dashboard.Series.Select(point => point.Start.Day));
        Assert.All(dashboard.Series, point => Assert.Equal(0, point.Start.Hour));
    }

    [Fact]
    public async Task An_empty_store_shows_zeros_and_no_shares()
    {
        await using var store = new TestStore();
        var dashboard = await store.Dashboard.LoadAsync(From, To, TransactionSchema.Default, TimeZoneInfo.Utc);

        Assert.Equal(0, dashboard.Totals.All.Count);
        Assert.Null(dashboard.Totals.All.FraudShare);
        Assert.Null(dashboard.Totals.All.Precision);
        Assert.Null(dashboard.Totals.P99Latency);
        Assert.Equal(72, dashboard.Series.Count);
        Assert.Empty(dashboard.NewestHighRisk);
    }

    private static void AssertTotals(List<Prediction> predictions, PeriodTotals totals)
    {
        var flagged = predictions.Where(p => p.IsFraud).ToList();
        Assert.Equal(predictions.Count, totals.All.Count);
        Assert.Equal(flagged.Count, totals.All.Flagged);
        Assert.Equal(predictions.Count(p => p.Label == Label.Fraud), totals.All.LabelledFraud);
        Assert.Equal(predictions.Count(p => p.Label == Label.Legitimate), totals.All.LabelledLegitimate);
        Assert.Equal(flagged.Count(p => p.Label == Label.Fraud), totals.All.TruePositive);
        Assert.Equal(flagged.Count(p => p.Label == Label.Legitimate), totals.All.FalsePositive);
        Assert.Equal(predictions.Count(p => p.Decision == Decision.Review), totals.Reviewed);
        Assert.Equal(predictions.Count(p => p.Decision == Decision.Decline), totals.Declined);
        Assert.Equal(predictions.Where(p => p.Decision == Decision.Decline && !double.IsNaN(p.Inputs[0])).Sum(p => p.Inputs[0]),
            totals.AmountDeclined, 6);
        Assert.Equal(predictions.Count == 0, totals.P99Latency is null);
    }
}
