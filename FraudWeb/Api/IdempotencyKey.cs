using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>The header with which a caller marks a call that it may repeat (draft-ietf-httpapi-idempotency-key-header-07). The value is a
/// quoted string of RFC 8941, or unquoted, as most callers send it.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The maximum number of characters, without quotes and escapes.</summary>
    public const int MaxLength = 255;

    private const string Allowed =
        "must be 1 to 255 printable ASCII characters, in double quotes or, without spaces, quotes, commas and semicolons, bare";

    /// <summary>Reads the key; null if there is none. An invalid key is added to the errors of the query.</summary>
    public static string? Read(IHeaderDictionary headers, QueryReader errors)
    {
        if (!headers.TryGetValue(Header, out var values))
        {
            return null;
        }

        var key = values is [{ } text] ? Parse(text.Trim(' ', '\t')) : null;
        var why = values.Count > 1 ? "is present more than once" : key is null ? Allowed : WhyRefused(key);
        if (why is null)
        {
            return key;
        }

        errors.Refuse(Header, why);
        return null;
    }

    /// <summary>Gets the error in a well-formed key; null if it is valid. Keys are stored, so they must not contain card numbers.</summary>
    private static string? WhyRefused(string key) =>
        key.Length is 0 or > MaxLength ? Allowed
        : CardNumbers.IsInName(key) ? CardNumbers.IdRefusal
        : null;

    private static string? Parse(string text) =>
        text.StartsWith('"') ? Unquote(text)
        : text.All(c => c is > ' ' and <= '~' and not ('"' or ',' or ';')) ? text
        : null;

    private static string? Unquote(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    return i == text.Length - 1 ? key.ToString() : null;
                case '\\' when i + 1 < text.Length && text[i + 1] is '"' or '\\':
                    key.Append(text[++i]);
                    break;
                case >= ' ' and <= '~' and not '\\':
                    key.Append(text[i]);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }
}
