namespace FraudWeb.Core.History;

/// <summary>The source of a transaction. The numbers are stored.</summary>
public enum PredictionSource
{
    /// <summary>The form on the Check page.</summary>
    Form = 0,

    /// <summary>The HTTP API, one transaction per call.</summary>
    Api = 1,

    /// <summary>The HTTP API, many transactions per call.</summary>
    Batch = 2,

    /// <summary>The message broker.</summary>
    Feed = 3,

    /// <summary>The simulator's demonstration history.</summary>
    Demo = 4,
}
