namespace FraudWeb.Core.Dashboard;

/// <summary>Counts by hour of the day, in the viewer's time zone, and value of a category field.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Choices">The field's values, one per row of the chart.</param>
/// <param name="Cells">By choice, then hour 0 to 23.</param>
public sealed record HeatMap(string Field, IReadOnlyList<string> Choices, IReadOnlyList<IReadOnlyList<Counts>> Cells);
