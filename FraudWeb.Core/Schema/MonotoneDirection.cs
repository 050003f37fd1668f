namespace FraudWeb.Core.Schema;

/// <summary>The direction in which the fraud probability may move when a field's value rises and all other fields stay the same.</summary>
public enum MonotoneDirection
{
    /// <summary>The probability stays the same or rises.</summary>
    Increasing,

    /// <summary>The probability stays the same or falls.</summary>
    Decreasing,
}
