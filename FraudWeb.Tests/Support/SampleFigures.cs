using FraudWeb.Components.Pages.Dashboard;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.Schema;
using Figures = FraudWeb.Core.Dashboard.DashboardFigures;

namespace FraudWeb.Tests.Support;

/// <summary>Figures of a dashboard for tests that draw or word them.</summary>
public static class SampleFigures
{
    /// <summary>Wednesday 4 March 2026, 14:00 UTC.</summary>
    public static readonly DateTimeOffset To = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

    public static readonly Period Day = new(To.AddDays(-1), To, Days: 1, TimeZoneInfo.Utc);

    /// <summary>A day's figures, all in its last hour.</summary>
    public static Figures Of(Counts all, long reviewed = 0, long declined = 0, double amountDeclined = 0, double? p99 = 800,
        Period? period = null, Counts[]? scores = null)
    {
        var (from, to) = ((period ?? Day).From, (period ?? Day).To);
        var totals = new PeriodTotals(all, reviewed, declined, amountDeclined, MedianLatency: p99 / 2, p99);
        var none = new PeriodTotals(default, 0, 0, 0, null, null);
        return new(
            from, to, totals, none, SeriesStep.Hour,
            [.. Enumerable.Range(0, 24).Select(i => new SeriesPoint(from.AddHours(i), i == 23 ? totals : none))],
            [.. Enumerable.Range(0, 20).Select(i => new BucketCounts($"{i}", scores?[i] ?? default))],
            [new("low", all with { Count = all.Count - reviewed - declined }), new("medium", all with { Count = reviewed }),
                new("high", all with { Count = declined })],
            [new("approve", all with { Count = all.Count - reviewed - declined }), new("review", all with { Count = reviewed }),
                new("decline", all with { Count = declined })],
            [
                new("transaction_hour", [.. Enumerable.Range(0, 24).Select(i => new BucketCounts($"{i}", i == 3 ? all : default))]),
                new("merchant_category", [.. TransactionSchema.Default.Fields[2].Choices.Select(
                    (choice, i) => new BucketCounts(choice, i == 4 ? all : default)), new("", default)]),
                new("foreign_transaction", [new("0", default), new("1", all)]),
            ],
            [
                new("merchant_category", TransactionSchema.Default.Fields[2].Choices,
                    [.. TransactionSchema.Default.Fields[2].Choices.Select((_, i) =>
                        (IReadOnlyList<Counts>)[.. Enumerable.Range(0, 24).Select(hour => i == 4 && hour == 13 ? all : default)])]),
            ],
            []);
    }

    public static DashboardData Data(Figures now, Figures? before = null, TransactionSchema? schema = null) =>
        new(Day, schema ?? TransactionSchema.Default, Threshold: 0.5, now, before ?? Of(default, p99: null));

    public static Counts Count(long count, long flagged = 0, long truePositive = 0, long falsePositive = 0) => new()
    {
        Count = count,
        Flagged = flagged,
        TruePositive = truePositive,
        FalsePositive = falsePositive,
        LabelledFraud = truePositive,
        LabelledLegitimate = falsePositive,
    };
}
