using System.Collections.Immutable;

namespace FraudWeb.Core.Scoring;

/// <summary>Why a transaction got its score.</summary>
/// <param name="BaseValue">The score that nothing is known of, in log-odds.</param>
/// <param name="Reasons">One a field, the strongest first. Base value and contributions add up to <paramref name="LogOdds"/>.</param>
/// <param name="LogOdds">The uncalibrated score.</param>
public sealed record Explanation(double BaseValue, ImmutableArray<Reason> Reasons, double LogOdds);
