namespace FraudWeb.Core.History;

/// <summary>How many predictions a filter finds.</summary>
public readonly record struct HistoryCount(long Value, CountAccuracy Accuracy);
