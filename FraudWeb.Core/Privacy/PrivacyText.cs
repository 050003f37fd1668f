using System.Globalization;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Privacy;

/// <summary>Validates free text that people enter: statements and reasons.</summary>
internal static class PrivacyText
{
    /// <summary>Returns the text as it is stored: trimmed, with card numbers masked.</summary>
    /// <exception cref="PrivacyException">The text is empty, too long, or has control characters other than line breaks and
    /// tabs.</exception>
    public static string Check(string name, string text, int max)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? throw new PrivacyException($"The {name} is missing.")
            : trimmed.Length > max ? throw new PrivacyException(string.Create(CultureInfo.InvariantCulture,
                $"The {name} may have at most {max:N0} characters, but has {trimmed.Length:N0}."))
            : trimmed.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))
            ? throw new PrivacyException($"The {name} must not contain control characters.")
            : CardNumbers.Mask(trimmed);
    }
}
