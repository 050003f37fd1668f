using FraudWeb.Core.Wire;

namespace FraudWeb.Core.History;

/// <summary>The wire names of <see cref="Label"/>.</summary>
public static class LabelNames
{
    /// <summary>All names, <c>none</c> first.</summary>
    public static WireNames<Label> All { get; } = new(("none", Label.None), ("legitimate", Label.Legitimate), ("fraud", Label.Fraud));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this Label label) => All.Of(label);
}
