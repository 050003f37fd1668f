namespace FraudWeb.Core.Dashboard;

/// <summary>A period's figures.</summary>
/// <param name="All">All predictions.</param>
/// <param name="Reviewed">The number sent to review.</param>
/// <param name="Declined">The number declined.</param>
/// <param name="AmountDeclined">The sum of the money field over the declined.</param>
/// <param name="MedianLatency">The median scoring time, in microseconds; null without predictions.</param>
/// <param name="P99Latency">The 99th percentile of the scoring time, in microseconds; null without predictions.</param>
public sealed record PeriodTotals(
    Counts All, long Reviewed, long Declined, double AmountDeclined, double? MedianLatency, double? P99Latency);
