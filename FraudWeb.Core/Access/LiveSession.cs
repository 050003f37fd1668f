namespace FraudWeb.Core.Access;

/// <summary>A valid session and its account.</summary>
public sealed record LiveSession(Session Session, Account Account);
