namespace FraudWeb.Sessions;

/// <summary>The person in front of a page may not do this.</summary>
/// <param name="message">The reason, shown to the person.</param>
public sealed class AccessDeniedException(string message) : Exception(message);
