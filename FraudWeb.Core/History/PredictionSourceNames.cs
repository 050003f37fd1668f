using FraudWeb.Core.Wire;

namespace FraudWeb.Core.History;

/// <summary>The wire names of <see cref="PredictionSource"/>.</summary>
public static class PredictionSourceNames
{
    /// <summary>All names, in the order of the documentation.</summary>
    public static WireNames<PredictionSource> All { get; } = new(
        ("form", PredictionSource.Form), ("api", PredictionSource.Api), ("batch", PredictionSource.Batch),
        ("feed", PredictionSource.Feed), ("demo", PredictionSource.Demo));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this PredictionSource source) => All.Of(source);
}
