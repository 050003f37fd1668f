using System.Globalization;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Wire;

namespace FraudWeb.Problems;

/// <summary>Reads a query string strictly: unknown and malformed parameters are errors, so that a filter is never silently
/// ignored.</summary>
public sealed class QueryReader(IQueryCollection query)
{
    private readonly FieldErrors _errors = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Gets the errors of the query, once every parameter has been read; null if there are none.</summary>
    public ProblemResult? Refusal
    {
        get
        {
            foreach (var name in query.Keys.Where(name => !_known.Contains(name)))
            {
                _errors.Add(name, _known.Count == 0 ? "is not a parameter; this call has none"
                    : $"is not a parameter; allowed are {string.Join(", ", _known)}");
            }

            return _errors.IsEmpty ? null : ProblemResult.Invalid(_errors);
        }
    }

    /// <summary>Reads a text; null if it is absent.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            _errors.Add(name, "is present more than once");
        }
        else if (values.Count == 1 && string.IsNullOrEmpty(values[0]))
        {
            // A filter from an unset variable would otherwise select everything.
            _errors.Add(name, "must not be empty; leave it out instead");
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>Reads a flag; false if it is absent.</summary>
    public bool Flag(string name) => Text(name) is { } text
        && Parsed(name, bool.TryParse(text, out var value), value, "true or false", text) == true;

    /// <summary>Reads one of the wire names, ignoring case; null if it is absent.</summary>
    public T? OneOf<T>(string name, WireNames<T> allowed)
        where T : struct, Enum => OneOf(name, allowed.Pairs);

    /// <summary>Reads one of the allowed words, ignoring case.</summary>
    public T? OneOf<T>(string name, IReadOnlyList<(string Word, T Value)> allowed)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in allowed)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return Parsed<T>(name, false, default, string.Join(", ", allowed.Select(choice => choice.Word)), text);
    }

    /// <summary>Reads an integer in a range.</summary>
    public int? Integer(string name, int min, int max) => Text(name) is { } text
        ? Parsed(name, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max,
            value, $"a whole number from {min} to {max}", text)
        : null;

    /// <summary>Reads a number from 0 to 1.</summary>
    public double? Probability(string name) => Text(name) is { } text
        ? Parsed(name, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1,
            value, "a number from 0 to 1", text)
        : null;

    /// <summary>Reads an RFC 3339 time, or a day, which begins at midnight UTC.</summary>
    public DateTimeOffset? Time(string name) => Text(name) is { } text
        ? Parsed(name, DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value),
            value, "a time such as 2026-11-20T08:30:00Z or a day such as 2026-11-20", text)
        : null;

    /// <summary>Adds an error to a parameter that was read but can't be used.</summary>
    public void Refuse(string name, string why) => _errors.Add(name, why);

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private T? Parsed<T>(string name, bool isValid, T value, string allowed, string text)
        where T : struct
    {
        if (isValid)
        {
            return value;
        }

        _errors.Add(name, $"must be {allowed}, but is '{CardNumbers.Shorten(text)}'");
        return null;
    }
}
