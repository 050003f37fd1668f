namespace FraudWeb.Core.History;

/// <summary>In what order predictions come.</summary>
public enum HistorySort
{
    /// <summary>The latest first.</summary>
    Newest,

    /// <summary>The earliest first.</summary>
    Oldest,

    /// <summary>The most probable fraud first; those without a score last.</summary>
    HighestProbability,
}
