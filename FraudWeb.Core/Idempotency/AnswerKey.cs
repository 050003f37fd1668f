namespace FraudWeb.Core.Idempotency;

/// <summary>What a caller names one request by, so that it counts once however often it is sent.</summary>
/// <param name="Owner">Whose keys are meant: an API key's number, or 0 for callers without one.</param>
/// <param name="Key">The caller's name for the request.</param>
/// <param name="Request">HMAC-SHA-256 of what is asked.</param>
public sealed record AnswerKey(long Owner, string Key, byte[] Request);
