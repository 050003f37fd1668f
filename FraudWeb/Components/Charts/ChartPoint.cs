namespace FraudWeb.Components.Charts;

/// <summary>A point of a chart, by the positions of its series and its value.</summary>
public readonly record struct ChartPoint(int Series, int Point);
