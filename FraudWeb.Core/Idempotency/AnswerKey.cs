namespace FraudWeb.Core.Idempotency;

/// <summary>The identity of a request, which is processed once however often it is sent.</summary>
/// <param name="Owner">The scope of the key: the number of an API key. Calls without an API key share scope 0.</param>
/// <param name="Key">The idempotency key that the caller chose.</param>
/// <param name="Request">HMAC-SHA-256 of the request.</param>
public sealed record AnswerKey(long Owner, string Key, byte[] Request);
