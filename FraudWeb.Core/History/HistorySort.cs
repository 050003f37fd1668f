namespace FraudWeb.Core.History;

/// <summary>The sort order of predictions.</summary>
public enum HistorySort
{
    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The earliest first.</summary>
    Oldest,

    /// <summary>The highest probability first; predictions without a score last.</summary>
    HighestProbability,
}
