namespace FraudWeb.Core.Schema;

/// <summary>A column that a proposed schema does not use.</summary>
/// <param name="Name">The column; may be empty.</param>
/// <param name="Why">The reason, in words.</param>
public sealed record LeftOutColumn(string Name, string Why);
