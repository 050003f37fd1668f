namespace FraudWeb.Limits;

/// <summary>The state of a quota after a call was counted.</summary>
/// <param name="Allowed">Whether the call is within the quota.</param>
/// <param name="Left">The number of calls left in this window.</param>
/// <param name="Reset">The time until the next window begins.</param>
public readonly record struct QuotaState(bool Allowed, int Left, TimeSpan Reset);
