namespace FraudWeb.Core.History;

/// <summary>A cursor that was issued for another filter or sort order, or was changed.</summary>
public sealed class CursorException() : Exception("The cursor is not valid for this filter and sort order; start again without a cursor.");
