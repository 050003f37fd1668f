namespace FraudWeb.Components.Charts;

/// <summary>A value of a series as ApexCharts and the formatters of chart.js read it.</summary>
/// <param name="X">The label on the axis; nothing to be seen where there is no room for one.</param>
/// <param name="Y">The value; null leaves a gap.</param>
/// <param name="Text">The value as the tooltip shows it.</param>
/// <param name="Title">The label as the tooltip shows it.</param>
public sealed record PlotPoint(string X, double? Y, string Text, string Title);
