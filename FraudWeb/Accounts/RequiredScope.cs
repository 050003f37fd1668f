using FraudWeb.Core.Access;

namespace FraudWeb.Accounts;

/// <summary>Endpoint metadata: the scope that the key of a call must have. The refusal of a key names it.</summary>
public sealed record RequiredScope(KeyScopes Scope);
