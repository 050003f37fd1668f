using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Scoring;

/// <summary>The wire names of <see cref="Decision"/>.</summary>
public static class DecisionNames
{
    /// <summary>All names, the least severe first.</summary>
    public static WireNames<Decision> All { get; } = new(
        ("approve", Decision.Approve), ("review", Decision.Review), ("decline", Decision.Decline));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this Decision decision) => All.Of(decision);
}
