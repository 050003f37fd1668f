namespace FraudWeb.Core.History;

/// <summary>A cursor that was issued for another filter or sort order, or was changed.</summary>
public sealed class CursorException() : Exception("The cursor was not given out for this filter and order; start again without one.");
