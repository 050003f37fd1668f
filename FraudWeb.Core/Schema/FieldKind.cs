namespace FraudWeb.Core.Schema;

/// <summary>What values a field takes.</summary>
public enum FieldKind
{
    /// <summary>Any finite number within the field's limits.</summary>
    Number,

    /// <summary>A whole number within the field's limits.</summary>
    Integer,

    /// <summary>No or yes, kept as 0 or 1.</summary>
    Flag,

    /// <summary>One of the field's choices, kept as its position among them.</summary>
    Category,
}
