using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Access;

/// <summary>The wire names of <see cref="KeyScopes"/>, whose values can be combined.</summary>
public static class KeyScopeNames
{
    /// <summary>The name of each single scope.</summary>
    public static WireNames<KeyScopes> All { get; } = new(("score", KeyScopes.Score), ("read", KeyScopes.Read), ("admin", KeyScopes.Admin));

    /// <summary>Gets the wire names of all scopes that are set, such as <c>score, read</c>; empty for none.</summary>
    public static string ToWireName(this KeyScopes scopes) =>
        string.Join(", ", All.Pairs.Where(scope => scopes.HasFlag(scope.Value)).Select(scope => scope.Name));
}
