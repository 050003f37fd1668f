namespace FraudWeb.Components.Charts;

/// <summary>What happened in one step of time, and in the same step of the period before.</summary>
/// <param name="Label">Short, for the axis.</param>
/// <param name="Title">In full, for tooltip and table.</param>
/// <param name="Fraud">How many counted as fraud.</param>
/// <param name="All">How many there were.</param>
/// <param name="ShareBefore">The fraud share in the period before; null when there was nothing.</param>
/// <param name="Href">The rows of the step.</param>
public sealed record TimeStep(string Label, string Title, long Fraud, long All, double? ShareBefore, string? Href)
{
    public long Legitimate => All - Fraud;

    public double? Share => All == 0 ? null : (double)Fraud / All;
}
