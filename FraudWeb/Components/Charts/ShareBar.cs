namespace FraudWeb.Components.Charts;

/// <summary>The counts of one value of a field.</summary>
public sealed record ShareBar(string Label, long Fraud, long All, string? Href)
{
    public double? Share => All == 0 ? null : (double)Fraud / All;
}
