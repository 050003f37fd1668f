using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>The header by which a caller marks a call that it may send again (draft-ietf-httpapi-idempotency-key-header-07): a quoted
/// string of RFC 8941, or bare, as most callers send it.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The most characters, quotes and escapes not counted.</summary>
    public const int MaxLength = 255;

    private const string Allowed =
        "must be 1 to 255 printable ASCII characters, in double quotes or, without spaces, quotes, commas and semicolons, bare";

    /// <summary>The key; null when there is none, or none that can be accepted, which the reader's refusal then tells.</summary>
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

    /// <summary>Why a key is refused though it is well-formed; null when it is not. Whatever a key may not hold, because it is kept,
    /// belongs here.</summary>
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
