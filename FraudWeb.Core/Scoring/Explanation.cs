using System.Collections.Immutable;

namespace FraudWeb.Core.Scoring;

/// <summary>The explanation of a transaction's score.</summary>
/// <param name="BaseValue">The score without any knowledge of the transaction, in log-odds.</param>
/// <param name="Reasons">One per field, the strongest first. Base value and contributions add up to <paramref name="LogOdds"/>.</param>
/// <param name="LogOdds">The uncalibrated score.</param>
public sealed record Explanation(double BaseValue, ImmutableArray<Reason> Reasons, double LogOdds);
