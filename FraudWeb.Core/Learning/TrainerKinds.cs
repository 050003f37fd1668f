using System.Collections.Immutable;

namespace FraudWeb.Core.Learning;

/// <summary>The names of trainers on the command line, in reports and in the registry.</summary>
public static class TrainerKinds
{
    private static readonly ImmutableDictionary<TrainerKind, string> Names = Enum.GetValues<TrainerKind>()
        .ToImmutableDictionary(kind => kind, kind => kind.ToString().ToLowerInvariant());

    /// <summary>All names, in the order of the trainers.</summary>
    public static ImmutableArray<string> WireNames { get; } = [.. Enum.GetValues<TrainerKind>().Select(kind => Names[kind])];

    /// <summary>The trainer's name, such as <c>fasttree</c>.</summary>
    public static string ToWireName(this TrainerKind kind) => Names[kind];

    /// <summary>Finds the trainer of a name, in any case.</summary>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string name, out TrainerKind kind)
    {
        foreach (var (candidate, wireName) in Names)
        {
            if (string.Equals(wireName, name, StringComparison.OrdinalIgnoreCase))
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
