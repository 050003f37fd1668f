using System.Globalization;

namespace FraudWeb.Core.Privacy;

/// <summary>What people write: a statement, a reason.</summary>
internal static class PrivacyText
{
    /// <summary>The text without the spaces around it.</summary>
    /// <exception cref="PrivacyException">It is empty or too long.</exception>
    public static string Check(string name, string text, int max)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? throw new PrivacyException($"The {name} is missing.")
            : trimmed.Length > max ? throw new PrivacyException(string.Create(CultureInfo.InvariantCulture, $"The {name} may have at most {max:N0} characters, but has {trimmed.Length:N0}."))
            : trimmed;
    }
}
