using System.Buffers;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>One validated transaction: the values of its schema's fields, by position. The same type is used from every source to the
/// store.</summary>
/// <param name="schema">The schema that defines the values.</param>
/// <param name="values">One value per field: the number, 0 or 1 for a flag, a category's position; <c>NaN</c> is missing.</param>
/// <param name="id">The sender's own id, at most <see cref="MaxIdLength"/> characters; null for none.</param>
public sealed class Transaction(TransactionSchema schema, double[] values, string? id = null)
{
    /// <summary>The maximum length of a transaction's id, in characters.</summary>
    public const int MaxIdLength = 64;

    /// <summary>The schema that defines the values.</summary>
    public TransactionSchema Schema { get; } = schema;

    /// <summary>The sender's own id.</summary>
    public string? Id { get; } = id;

    /// <summary>One value per field, in the schema's order.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The same values as an array that the caller must not change.</summary>
    internal double[] ValueArray => values;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 256).Select(code => (char)code).Where(char.IsControl)]);

    /// <summary>Returns why a text is not a valid transaction id; null if it is valid.</summary>
    public static string? GetIdError(string id) =>
        id.Length == 0 ? "must not be empty"
        : id.Length > MaxIdLength ? $"must have at most {MaxIdLength} characters, but has {id.Length}"
        : id.AsSpan().ContainsAny(Controls) ? "must not contain control characters"
        : !IsWellFormed(id) ? "must be well-formed Unicode"
        : CardNumbers.IsInName(id) ? CardNumbers.IdRefusal
        : null;

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var width = 0; !text.IsEmpty; text = text[width..])
        {
            if (Rune.DecodeFromUtf16(text, out _, out width) != OperationStatus.Done)
            {
                return false;
            }
        }

        return true;
    }
}
