using System.Text.RegularExpressions;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Access;

/// <summary>The rules for e-mail addresses of accounts.</summary>
public static partial class AccountNames
{
    /// <summary>Returns whether a text is a valid e-mail address for an account. The domain can be a single word, such as
    /// <c>localhost</c>.</summary>
    public static bool IsEmail(string text) => text.Length <= Account.MaxEmailLength && Email().IsMatch(text) && !CardNumbers.IsIn(text);

    /// <summary>Converts an address to the form in which addresses are compared.</summary>
    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Email();
}
