using System.Collections.Frozen;

namespace FraudWeb.Core.Access;

/// <summary>What a password must be: long, and not what everybody tries first. No rule asks for capitals, digits or signs.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    // What may stand around a common password and makes it no better.
    private const int MaxDecoration = 5;

    private static readonly string[] ContextWords = ["fraudweb", "fraud-web", "administrator", "analyst", "reviewer"];

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    /// <summary>Why a password can't be used, to go after "The password"; null when it can.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="email">Whose it is to be.</param>
    public static string? GetError(string password, string? email = null)
    {
        if (password.Length < MinLength)
        {
            return $"must have at least {MinLength} characters";
        }

        if (password.Length > MaxLength)
        {
            return $"may have at most {MaxLength} characters";
        }

        return IsCommon(password.ToLowerInvariant()) ? "is among the ones that are tried first; choose another, such as four unrelated words"
            : IsRepetition(password) ? "repeats itself; choose another, such as four unrelated words"
            : IsOfContext(password.ToLowerInvariant(), email) || IsOfContext(Undisguise(password), email)
                ? "is made of your e-mail address or of this program's words; choose another"
            : null;
    }

    private static bool IsCommon(string password)
    {
        // password2024!, !!sunshine1, p@ssw0rd99
        var core = password.Trim(" 0123456789!?.,;:-_+*#$%&/()=@<>".ToCharArray());
        var isDecorated = core.Length >= 4 && password.Length - core.Length <= Math.Max(MaxDecoration, core.Length);
        return Common.Value.Contains(password) || Common.Value.Contains(Undisguise(password))
            || (isDecorated && (Common.Value.Contains(core) || Common.Value.Contains(Undisguise(core))));
    }

    // One short piece over and over, or characters that only count on.
    private static bool IsRepetition(string password)
    {
        for (var length = 1; length <= password.Length / 3; length++)
        {
            if (Enumerable.Range(length, password.Length - length).All(i => password[i] == password[i - length]))
            {
                return true;
            }
        }

        return Enumerable.Range(1, password.Length - 1).Count(i => Math.Abs(password[i] - password[i - 1]) <= 1) >= password.Length - 2;
    }

    private static bool IsOfContext(string password, string? email)
    {
        var rest = ContextWords.Concat(PartsOf(email)).Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < password.Length && rest.Length <= MaxDecoration;
    }

    private static IEnumerable<string> PartsOf(string? email) =>
        email is null or "" ? [] : email.ToLowerInvariant().Split('@', '.').Where(part => part.Length >= 4).Prepend(email.ToLowerInvariant());

    // p@ssw0rd is password.
    private static string Undisguise(string password) => string.Create(password.Length, password, static (plain, typed) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = char.ToLowerInvariant(typed[i]) switch
            {
                '@' or '4' => 'a',
                '3' => 'e',
                '1' or '!' => 'i',
                '0' => 'o',
                '$' or '5' => 's',
                '7' => 't',
                var other => other,
            };
        }
    });

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(password => password.ToLowerInvariant()).ToFrozenSet(StringComparer.Ordinal);
    }
}
