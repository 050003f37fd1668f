namespace FraudWeb.Core.Schema;

/// <summary>A schema file as read, before validation: every member may be missing.</summary>
internal sealed record SchemaDocument(
    string? Name, string? Id, string? Label, string? Timestamp, List<FieldDocument>? Fields,
    List<string>? Positive, List<string>? Negative);
