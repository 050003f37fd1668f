using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Schema;

/// <summary>The wire names of <see cref="MonotoneDirection"/>.</summary>
public static class MonotoneDirectionNames
{
    /// <summary>All names.</summary>
    public static WireNames<MonotoneDirection> All { get; } =
        new(("increasing", MonotoneDirection.Increasing), ("decreasing", MonotoneDirection.Decreasing));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this MonotoneDirection direction) => All.Of(direction);
}
