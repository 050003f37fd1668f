namespace FraudWeb.Core.Privacy;

/// <summary>The number of records of a subject, and whether they are under legal hold.</summary>
public sealed record SubjectCounts(Subject Subject, RecordCounts Kept, bool IsHeld);
