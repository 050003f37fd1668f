using FraudWeb.Core.Access;

namespace FraudWeb.Accounts;

/// <summary>Endpoint metadata: the scope that a call's key must have, for the answer to a key without it.</summary>
public sealed record ScopeNeeded(KeyScopes Scope);
