namespace FraudWeb.Core.Models;

/// <summary>The engine that computes the probabilities of a served model. The results are the same; the speed is not.</summary>
public enum ScoringEngine
{
    /// <summary>The compiled model.</summary>
    Compiled,

    /// <summary>ML.NET's own prediction path.</summary>
    MlNet,
}
