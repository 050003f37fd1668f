namespace FraudWeb.Components.Charts;

/// <summary>A row of a heat map, with one cell per column.</summary>
public sealed record HeatRow(string Label, IReadOnlyList<HeatCell> Cells);
