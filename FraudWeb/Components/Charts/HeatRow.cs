namespace FraudWeb.Components.Charts;

/// <summary>A row of a heat map: one cell a column.</summary>
public sealed record HeatRow(string Label, IReadOnlyList<HeatCell> Cells);
