using System.Globalization;
using FraudWeb.Components.Charts;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;
using FraudWeb.Navigation;
using Figures = FraudWeb.Core.Dashboard.DashboardFigures;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The data of the page: the figures of a period and of the previous one, and their schema.</summary>
/// <param name="Period">The period.</param>
/// <param name="Schema">The schema of the fields.</param>
/// <param name="Threshold">The probability from which a transaction counts as fraud.</param>
/// <param name="Now">The figures of the period.</param>
/// <param name="Before">The figures of the previous period.</param>
public sealed record DashboardData(Period Period, TransactionSchema Schema, double Threshold, Figures Now, Figures Before)
{
    // Fewer labels than this are not enough for a distribution.
    private const int EnoughLabels = 30;

    public bool IsEmpty => Now.Totals.All.Count == 0;

    /// <summary>Whether there are enough labels to separate the scores of fraud and legitimate transactions by label instead of by the
    /// model's own verdict.</summary>
    public bool ScoresByLabel =>
        Now.Totals.All is { LabelledFraud: > 0, LabelledLegitimate: > 0 } all && all.LabelledFraud + all.LabelledLegitimate >= EnoughLabels;

    /// <summary>Gets the link to the predictions of the period, optionally filtered.</summary>
    public string Rows(Func<HistoryLink, HistoryLink>? filter = null)
    {
        var all = new HistoryLink { From = Period.From, To = Period.To };
        return Links.History(filter is null ? all : filter(all));
    }

    public IReadOnlyList<TimeStep> Time() =>
    [
        .. Now.Series.Select((point, i) => new TimeStep(
            Period.Label(point.Start, Now.Step), Period.Title(point.Start, Now.Step), point.Totals.All.Flagged, point.Totals.All.Count,
            i < Before.Series.Count ? Before.Series[i].Totals.All.FraudShare : null,
            Rows(link => link with { From = point.Start, To = Period.EndOf(point.Start, Now.Step) }))),
    ];

    public IReadOnlyList<ScoreStep> Scores()
    {
        var steps = Now.Scores.Count;
        return
        [
            .. Now.Scores.Select((bucket, i) => new ScoreStep(
                i / (double)steps, (i + 1) / (double)steps,
                ScoresByLabel ? bucket.Counts.LabelledFraud : bucket.Counts.Flagged,
                ScoresByLabel ? bucket.Counts.LabelledLegitimate : bucket.Counts.Legitimate,
                Rows(link => link with { MinProbability = i / (double)steps, MaxProbability = (i + 1) / (double)steps }))),
        ];
    }

    public IReadOnlyList<ShareBar> Bars(FieldCounts counts)
    {
        var field = FieldOf(counts.Field);
        return
        [
            .. counts.Buckets.Select(bucket => new ShareBar(Show(field, bucket.Bucket), bucket.Counts.Flagged, bucket.Counts.Count,
                bucket.Bucket.Length == 0 ? null : Rows(link => link with { Fields = [(field.Name, bucket.Bucket)] }))),
        ];
    }

    public IReadOnlyList<HeatRow> Heat(HeatMap map) =>
    [
        .. map.Choices.Select((choice, i) =>
        {
            // The history can't be filtered by hour of day, so all cells of a row link to its category.
            var rows = Rows(link => link with { Fields = [(map.Field, choice)] });
            return new HeatRow(choice, [.. map.Cells[i].Select(cell => new HeatCell(cell.Flagged, cell.Count, rows))]);
        }),
    ];

    public IReadOnlyList<MixPart<RiskLevel>> RiskLevels() =>
        [.. RiskLevelNames.All.Pairs.Select(
            (level, i) => Part(level.Value, level.Name, Now.RiskLevels[i], link => link with { RiskLevel = level.Value }))];

    public IReadOnlyList<MixPart<Decision>> Decisions() =>
        [.. DecisionNames.All.Pairs.Select(
            (decision, i) => Part(decision.Value, decision.Name, Now.Decisions[i], link => link with { Decision = decision.Value }))];

    public Field FieldOf(string name) => Schema.Fields[Schema.PositionOf(name)];

    private MixPart<T> Part<T>(T value, string word, BucketCounts bucket, Func<HistoryLink, HistoryLink> filter) =>
        new(value, word, bucket.Counts.Count, IsEmpty ? 0 : (double)bucket.Counts.Count / Now.Totals.All.Count, Rows(filter));

    private static string Show(Field field, string bucket) => bucket.Length == 0 || field.Kind == FieldKind.Category
        ? Values.Bare(field, bucket.Length == 0 ? double.NaN : field.PositionOf(bucket))
        : Values.Bare(field, double.Parse(bucket, CultureInfo.InvariantCulture));
}
