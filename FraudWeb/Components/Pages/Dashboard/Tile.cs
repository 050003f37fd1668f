using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Display;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>A tile with a figure of the period.</summary>
public sealed record Tile
{
    public required string Title { get; init; }

    /// <summary>The exact definition of the figure.</summary>
    public required string Help { get; init; }

    public required string Value { get; init; }

    /// <summary>The unit, shown smaller after the value.</summary>
    public string? Unit { get; init; }

    /// <summary>Shown instead of the change if there is no figure.</summary>
    public string? Note { get; init; }

    public Change Change { get; init; }

    /// <summary>Whether the change is statistically significant; only shares are tested.</summary>
    public bool IsUnusual { get; init; }

    /// <summary>The figure per step of the period.</summary>
    public required IReadOnlyList<double?> Course { get; init; }

    public required IReadOnlyList<double?> CourseBefore { get; init; }

    /// <summary>The link to the predictions that are counted.</summary>
    public string? Href { get; init; }

    /// <summary>The tiles of the page. Money has one if the schema has an amount.</summary>
    public static IReadOnlyList<Tile> Of(DashboardData data)
    {
        var (now, before) = (data.Now.Totals, data.Before.Totals);
        var labelled = now.All.TruePositive + now.All.FalsePositive;
        var tiles = new List<Tile>
        {
            Make(data, "Predictions", "Transactions that were scored.", Numbers.Count(now.All.Count), period => period.All.Count) with
            {
                Change = Change.OfAmount(now.All.Count, before.All.Count, Count),
                Href = data.Rows(),
            },
            Make(data, "Fraud share", $"The share that counted as fraud: a probability of at least {Numbers.Number(data.Threshold)}.",
                Share(now.All.FraudShare), period => period.All.FraudShare) with
            {
                Change = Change.OfShare(now.All.FraudShare, before.All.FraudShare),
                IsUnusual = ShareSignificance.IsUnusual(now.All.Flagged, now.All.Count, before.All.Flagged, before.All.Count),
                Href = data.Rows(link => link with { MinProbability = data.Threshold }),
            },
            Make(data, "Sent to review", "Transactions that a person has to review.",
                Numbers.Count(now.Reviewed), period => period.Reviewed) with
            {
                Unit = now.All.Count == 0 ? null : Numbers.Percent((double)now.Reviewed / now.All.Count),
                Change = Change.OfAmount(now.Reviewed, before.Reviewed, Count),
                IsUnusual = ShareSignificance.IsUnusual(now.Reviewed, now.All.Count, before.Reviewed, before.All.Count),
                Href = data.Rows(link => link with { Decision = Core.Scoring.Decision.Review }),
            },
            Make(data, "Precision", "The share of fraud among labelled transactions that counted as fraud.",
                Share(now.All.Precision), period => period.All.Precision) with
            {
                Unit = labelled == 0 ? null : $"of {Numbers.Count(labelled)}",
                Note = labelled == 0 ? "nothing flagged is labelled yet" : null,
                Change = Change.OfShare(now.All.Precision, before.All.Precision),
                IsUnusual = ShareSignificance.IsUnusual(
                    now.All.TruePositive, labelled, before.All.TruePositive, before.All.TruePositive + before.All.FalsePositive),
                Href = labelled == 0 ? null : data.Rows(link => link with { MinProbability = data.Threshold, Label = Label.Fraud }),
            },
            Make(data, "p99 latency", "99 of 100 transactions were scored within this time.",
                Time(now.P99Latency), period => period.P99Latency) with
            {
                Note = now.P99Latency is null ? "no predictions" : null,
                Change = Change.OfAmount(now.P99Latency, before.P99Latency, µs => Time(µs)),
            },
        };
        if (data.Schema.Amount is { } amount)
        {
            tiles.Insert(3, MoneyStopped(data, amount));
        }

        return tiles;
    }

    private static Tile MoneyStopped(DashboardData data, Field amount)
    {
        var (now, before) = (data.Now.Totals, data.Before.Totals);
        return Make(data, "Money stopped", $"The sum of {amount.Title} of declined transactions.",
            Numbers.Number(Math.Round(now.AmountDeclined)), period => period.AmountDeclined) with
        {
            Unit = amount.Unit,
            Change = Change.OfAmount(now.AmountDeclined, before.AmountDeclined, sum => Numbers.Number(Math.Round(sum))),
            Href = data.Rows(link => link with { Decision = Core.Scoring.Decision.Decline }),
        };
    }

    private static Tile Make(DashboardData data, string title, string help, string value, Func<PeriodTotals, double?> course) => new()
    {
        Title = title,
        Help = help,
        Value = value,
        Course = [.. data.Now.Series.Select(point => course(point.Totals))],
        CourseBefore = data.Before.Totals.All.Count == 0 ? [] : [.. data.Before.Series.Select(point => course(point.Totals))],
    };

    private static string Count(double count) => Numbers.Count((long)count);

    private static string Share(double? share) => share is { } known ? Numbers.Percent(known) : "–";

    private static string Time(double? microseconds) => microseconds switch
    {
        null => "–",
        < 1000 => $"{Numbers.Number(Math.Round(microseconds.Value))} µs",
        _ => Numbers.Duration(TimeSpan.FromMicroseconds(microseconds.Value)),
    };
}
