namespace FraudWeb.Core.History;

/// <summary>The number of predictions that pass a filter.</summary>
public readonly record struct HistoryCount(long Value, CountAccuracy Accuracy);
