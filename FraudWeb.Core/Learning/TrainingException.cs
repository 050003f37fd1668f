namespace FraudWeb.Core.Learning;

/// <summary>Data or parameters from which no model can be trained; the message says what, with the values, and what to do.</summary>
public sealed class TrainingException(string message) : Exception(message);
