namespace FraudWeb.Components.Charts;

/// <summary>The figures of a chart. The first cell of a row names it.</summary>
public sealed record DrawingTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows);
