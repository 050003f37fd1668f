namespace FraudWeb.Components.Charts;

/// <summary>A value of a series, in the form that ApexCharts and the formatters of chart.js read.</summary>
/// <param name="X">The label on the axis; invisible if there is no room for it.</param>
/// <param name="Y">The value; null leaves a gap.</param>
/// <param name="Text">The value as the tooltip shows it.</param>
/// <param name="Title">The label as the tooltip shows it.</param>
public sealed record PlotPoint(string X, double? Y, string Text, string Title);
