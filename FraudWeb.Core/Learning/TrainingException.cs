namespace FraudWeb.Core.Learning;

/// <summary>Data or parameters from which no model can be trained. The message has the error with the values, and the next step.</summary>
public sealed class TrainingException(string message) : Exception(message);
