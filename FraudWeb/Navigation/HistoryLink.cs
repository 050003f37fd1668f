using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;

namespace FraudWeb.Navigation;

/// <summary>The filter of a link to the History page.</summary>
public sealed record HistoryLink
{
    /// <summary>The earliest time, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public RiskLevel? RiskLevel { get; init; }

    public Decision? Decision { get; init; }

    public Label? Label { get; init; }

    public PredictionSource? Source { get; init; }

    public int? ModelVersion { get; init; }

    public double? MinProbability { get; init; }

    public double? MaxProbability { get; init; }

    public string? TransactionId { get; init; }

    /// <summary>Filters on the schema's fields: a value as in CSV (<c>Travel</c>), or an inclusive range (<c>10..50</c>,
    /// <c>10..</c>).</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];
}
