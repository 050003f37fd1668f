using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Settings;

/// <summary>The section <c>Scoring</c>: how models are served.</summary>
public sealed record ScoringSettings
{
    /// <summary>What computes the scores.</summary>
    public required ScoringEngine Engine { get; init; }

    internal static ScoringSettings Read(SettingsReader reader) => new() { Engine = reader.OneOf<ScoringEngine>("Scoring:Engine") };
}
