namespace FraudWeb.Components.Charts;

/// <summary>The counts of one cell of a heat map.</summary>
public readonly record struct HeatCell(long Fraud, long All, string? Href)
{
    public double? Share => All == 0 ? null : (double)Fraud / All;
}
