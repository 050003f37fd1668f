namespace FraudWeb.Core.History;

/// <summary>A reviewer's verdict on a prediction. The numbers are stored.</summary>
public enum Label
{
    /// <summary>No reviewer has labelled it yet.</summary>
    None = 0,

    /// <summary>The transaction was legitimate.</summary>
    Legitimate = 1,

    /// <summary>The transaction was fraud.</summary>
    Fraud = 2,
}
