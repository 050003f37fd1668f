using System.Text.RegularExpressions;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Access;

/// <summary>What people sign in with.</summary>
public static partial class AccountNames
{
    /// <summary>Whether a text may be an account's e-mail address. The domain may be a single word, as on a machine of one's own.</summary>
    public static bool IsEmail(string text) => text.Length <= Account.MaxEmailLength && Email().IsMatch(text) && !CardNumbers.IsIn(text);

    /// <summary>The form in which addresses are compared.</summary>
    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Email();
}
