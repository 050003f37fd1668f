namespace FraudWeb.Core.Schema;

/// <summary>The type of a field's values.</summary>
public enum FieldKind
{
    /// <summary>Any finite number within the field's limits.</summary>
    Number,

    /// <summary>A whole number within the field's limits.</summary>
    Integer,

    /// <summary>No or yes, stored as 0 or 1.</summary>
    Flag,

    /// <summary>One of the field's choices, stored as its position among them.</summary>
    Category,
}
