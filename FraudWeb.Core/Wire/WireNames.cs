namespace FraudWeb.Core.Wire;

/// <summary>The names by which an enum's values are sent, read and stored. They are explicit, so that renaming a member does not change
/// them.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="names">The wire name of every value that has one, in display order.</param>
public sealed class WireNames<T>(params IReadOnlyList<(string Name, T Value)> names)
    where T : struct, Enum
{
    /// <summary>All names with their values.</summary>
    public IReadOnlyList<(string Name, T Value)> Pairs => names;

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => names.Select(pair => pair.Name);

    /// <summary>Gets the wire name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no wire name.</exception>
    public string Of(T value)
    {
        foreach (var (name, known) in names)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return name;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} has no wire name for this value.");
    }

    /// <summary>Reads a wire name, in any case.</summary>
    public bool TryParse(string? text, out T value)
    {
        foreach (var (name, known) in names)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }
}
