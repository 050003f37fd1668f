namespace FraudWeb.Core.Simulation;

/// <summary>The demo history can't be created; the message has the next step.</summary>
public sealed class DemoException(string message) : Exception(message);
