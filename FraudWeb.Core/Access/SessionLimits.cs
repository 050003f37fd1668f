namespace FraudWeb.Core.Access;

/// <summary>The limits after which a session ends.</summary>
/// <param name="Idle">The longest time without use.</param>
/// <param name="Lifetime">The longest time since signing in.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Lifetime);
