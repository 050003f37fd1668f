namespace FraudWeb.Components.Charts;

/// <summary>The counts of one time step, and the fraud share of the same step in the previous period.</summary>
/// <param name="Label">A short label, for the axis.</param>
/// <param name="Title">The full label, for tooltip and table.</param>
/// <param name="Fraud">The number of predictions that count as fraud.</param>
/// <param name="All">The number of all predictions.</param>
/// <param name="ShareBefore">The fraud share in the previous period; null if there were no predictions.</param>
/// <param name="Href">The link to the predictions of the step.</param>
public sealed record TimeStep(string Label, string Title, long Fraud, long All, double? ShareBefore, string? Href)
{
    public long Legitimate => All - Fraud;

    public double? Share => All == 0 ? null : (double)Fraud / All;
}
