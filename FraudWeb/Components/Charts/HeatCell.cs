namespace FraudWeb.Components.Charts;

/// <summary>How much of one cell was fraud.</summary>
public readonly record struct HeatCell(long Fraud, long All, string? Href)
{
    public double? Share => All == 0 ? null : (double)Fraud / All;
}
