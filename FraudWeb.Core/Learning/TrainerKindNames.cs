using FraudWeb.Core.Wire;

namespace FraudWeb.Core.Learning;

/// <summary>The wire names of <see cref="TrainerKind"/>: on the command line, in reports and in the registry.</summary>
public static class TrainerKindNames
{
    /// <summary>All names, in the order of the trainers.</summary>
    public static WireNames<TrainerKind> All { get; } = new(
        ("boosting", TrainerKind.Boosting), ("forest", TrainerKind.Forest), ("logistic", TrainerKind.Logistic),
        ("fasttree", TrainerKind.FastTree), ("fastforest", TrainerKind.FastForest));

    /// <summary>Gets the wire name.</summary>
    public static string ToWireName(this TrainerKind kind) => All.Of(kind);
}
