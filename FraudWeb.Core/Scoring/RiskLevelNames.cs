using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Scoring;

/// <summary>The wire names of <see cref="RiskLevel"/>.</summary>
public static class RiskLevelNames
{
    /// <summary>All names, the lowest risk first.</summary>
    public static WireNames<RiskLevel> All { get; } = new(("LOW", RiskLevel.Low), ("MEDIUM", RiskLevel.Medium), ("HIGH", RiskLevel.High));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this RiskLevel level) => All.Of(level);
}
