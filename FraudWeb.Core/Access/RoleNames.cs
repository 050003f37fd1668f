using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Access;

/// <summary>The wire names of <see cref="Role"/>.</summary>
public static class RoleNames
{
    /// <summary>All names, the least powerful first.</summary>
    public static WireNames<Role> All { get; } = new(
        ("analyst", Role.Analyst), ("reviewer", Role.Reviewer), ("administrator", Role.Administrator));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this Role role) => All.Of(role);
}
