using System.Data.Common;
using FraudWeb.Core;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Simulation;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.Check;

/// <summary>Examples for the form: simulated transactions of the default schema, stored ones of any other.</summary>
public sealed partial class ExamplesMenu
{
    private IReadOnlyList<(string Name, Func<Transaction> Make)> _examples = [];

    [Inject]
    public required ScoringService Scoring { get; init; }

    [Inject]
    public required PredictionQueries Predictions { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired]
    public required TransactionSchema Schema { get; set; }

    [Parameter]
    public EventCallback<Transaction> Chosen { get; set; }

    protected override async Task OnInitializedAsync() => _examples = CardExamples.Fit(Schema) ? Simulated() : await KeptAsync();

    // Another example each time.
    private IReadOnlyList<(string, Func<Transaction>)> Simulated() =>
    [
        ("A typical purchase", () => CardExamples.Typical(Seed)),
        ("A suspicious purchase", Suspicious),
        ("A random purchase", () => CardExamples.Random(Seed)),
    ];

    private ulong Seed => (ulong)Clock.GetTimestamp();

    // Many frauds look like ordinary purchases and would be poor examples, so this takes the highest score of several.
    private Transaction Suspicious()
    {
        var (seed, scorer) = (Seed, Scoring.GetScorer());
        return Enumerable.Range(0, 5).Select(i => CardExamples.Suspicious(seed + (ulong)i))
            .MaxBy(theft => scorer.Takes(theft.Schema) ? scorer.Decide(theft).Probability : null)!;
    }

    private async Task<IReadOnlyList<(string, Func<Transaction>)>> KeptAsync()
    {
        var scorer = Scoring.GetScorer();
        var version = scorer.Served.Version;
        (string Name, HistoryFilter Filter)[] wanted =
        [
            ("The latest with low risk", new() { ModelVersion = version, RiskLevel = RiskLevel.Low }),
            ("The latest with high risk", new() { ModelVersion = version, RiskLevel = RiskLevel.High }),
            ("The latest", new() { ModelVersion = version }),
        ];
        var found = new List<(string, Func<Transaction>)>();
        try
        {
            foreach (var (name, filter) in wanted)
            {
                if ((await Predictions.PageAsync(filter, HistorySort.Newest, 1, null)).Items is [var prediction])
                {
                    found.Add((name, () => new(scorer.Schema, prediction.Inputs, prediction.TransactionId)));
                }
            }
        }
        catch (DbException)
        {
            // The form works without examples.
        }

        return found;
    }
}
