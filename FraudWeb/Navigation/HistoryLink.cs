using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;

namespace FraudWeb.Navigation;

/// <summary>What a link into the history shows.</summary>
public sealed record HistoryLink
{
    /// <summary>Inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public RiskLevel? RiskLevel { get; init; }

    public Decision? Decision { get; init; }

    public Label? Label { get; init; }

    public PredictionSource? Source { get; init; }

    public int? ModelVersion { get; init; }

    public double? MinProbability { get; init; }

    public double? MaxProbability { get; init; }

    public string? TransactionId { get; init; }

    /// <summary>Values of the schema's fields: one as it stands in CSV (<c>Travel</c>), or an inclusive range (<c>10..50</c>,
    /// <c>10..</c>).</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];
}
