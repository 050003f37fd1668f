namespace FraudWeb.Components.Charts;

/// <summary>A place in a chart: which series, and which of its values.</summary>
public readonly record struct ChartPoint(int Series, int Point);
