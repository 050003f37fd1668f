namespace FraudWeb.Core.Privacy;

/// <summary>The result of an erasure.</summary>
/// <param name="Went">The number of erased records.</param>
/// <param name="IsOverwritten">Whether no file contains the erased data any more. Otherwise the disk failed, or a reader blocked the
/// write-ahead log, and the rest disappears when the log is overwritten.</param>
public sealed record Erasure(RecordCounts Went, bool IsOverwritten);
