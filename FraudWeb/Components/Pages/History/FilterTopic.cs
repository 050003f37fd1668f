using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;

namespace FraudWeb.Components.Pages.History;

/// <summary>A property that predictions can be filtered by.</summary>
/// <param name="Title">The displayed name.</param>
public abstract record FilterTopic(string Title)
{
    /// <summary>Whether it is an input of the transaction, not a part of the prediction.</summary>
    public bool IsInput { get; init; }

    /// <summary>Describes the current filter of this topic; null if there is none.</summary>
    public abstract string? Wanted(HistoryState state, ViewerClock clock);

    /// <summary>Gets the same list without the filter of this topic.</summary>
    public abstract HistoryState Without(HistoryState state);

    /// <summary>Gets all topics: the properties of every prediction, then the schema's fields.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="versions">The existing model versions.</param>
    public static IReadOnlyList<FilterTopic> All(TransactionSchema schema, IEnumerable<int> versions) =>
    [
        new TimeTopic(),
        ChoiceTopic.Of("Risk", f => f.RiskLevel, (f, v) => f with { RiskLevel = v },
            [.. RiskLevelNames.All.Pairs.Reverse().Select(level => (level.Name.ToLowerInvariant(), level.Value))]),
        ChoiceTopic.Of("Decision", f => f.Decision, (f, v) => f with { Decision = v },
            DecisionNames.All.Pairs),
        ChoiceTopic.Of("Label", f => f.Label, (f, v) => f with { Label = v },
            [("not labelled", Label.None), (Label.Fraud.ToWireName(), Label.Fraud), (Label.Legitimate.ToWireName(), Label.Legitimate)]),
        new RangeTopic("Probability", "%", Min: 0, Max: 1, s => (s.Filter.MinProbability, s.Filter.MaxProbability),
            (s, min, max) => s.With(s.FirstPage.Filter with { MinProbability = min, MaxProbability = max }),
                share => Numbers.Number((double)((decimal)share * 100))) { Scale = 100 },
        ChoiceTopic.Of("Counted as fraud", f => f.IsFraud, (f, v) => f with { IsFraud = v }, [("yes", true), ("no", false)]),
        ChoiceTopic.Of("Source", f => f.Source, (f, v) => f with { Source = v },
            [.. PredictionSourceNames.All.Pairs.Select(
                source => (source.Value == PredictionSource.Api ? "API" : source.Name, source.Value))]),
        ChoiceTopic.Of("Model", f => f.ModelVersion, (f, v) => f with { ModelVersion = v },
            [.. versions.Select(version => (ModelVersionName.Of(version), version))]),
        new IdTopic(),
        .. schema.Fields.Select((field, position) => Of(schema, field, position) with { IsInput = true }),
    ];

    private static FilterTopic Of(TransactionSchema schema, Field field, int position)
    {
        return field.Kind switch
        {
            FieldKind.Flag => new ChoiceTopic(field.Title, state => [Choice(state, 1), Choice(state, 0)], Without),
            FieldKind.Category => new ChoiceTopic(field.Title,
                state => [.. field.Choices.Select((_, choice) => Choice(state, choice))], Without),
            _ => new RangeTopic(field.Title, field.Unit, field.Min, field.Max, Limits,
                (state, min, max) => min is null && max is null ? Without(state)
                    : state.With(schema, new FieldFilter(position, min ?? double.NegativeInfinity, max ?? double.PositiveInfinity)),
                value => Values.Bare(field, value)),
        };

        HistoryState Without(HistoryState state) => state.WithoutField(position);

        FieldFilter? Current(HistoryState state) =>
            state.Filter.Fields.Where(limits => limits.Position == position).Select(limits => (FieldFilter?)limits).FirstOrDefault();

        FilterChoice Choice(HistoryState state, double value) =>
            new(Values.Bare(field, value), Current(state)?.Min == value, state.With(schema, new FieldFilter(position, value, value)));

        (double?, double?) Limits(HistoryState state) => Current(state) is { } limits
            ? (double.IsFinite(limits.Min) ? limits.Min : null, double.IsFinite(limits.Max) ? limits.Max : null)
            : default;
    }
}
