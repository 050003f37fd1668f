using FraudWeb.Core.Access;

namespace FraudWeb.Keys;

/// <summary>Endpoint metadata: the scope that the key of a call needs. The response to a key without it names the scope.</summary>
public sealed record RequiredScope(KeyScopes Scope);
