using FraudWeb.Core.Access;

namespace FraudWeb.Settings;

/// <summary>The section <c>Admin</c>: the administrator that the first start creates.</summary>
public sealed record AdminSettings
{
    /// <summary>The e-mail address to sign in with.</summary>
    public required string Email { get; init; }

    /// <summary>The password; null for a one-time password that is printed.</summary>
    public string? Password { get; init; }

    internal static AdminSettings Read(SettingsReader reader)
    {
        var email = reader.Text("Admin:Email")!;
        if (!AccountNames.IsEmail(email))
        {
            reader.AddFault("Admin:Email", email, "an e-mail address");
        }

        var password = reader.Text("Admin:Password");
        if (password is not null && PasswordRules.GetError(password, email) is { } why)
        {
            reader.AddSecretFault(
                "Admin:Password", $"{PasswordRules.MinLength} to {PasswordRules.MaxLength} characters that nobody guesses; this one {why}");
        }

        return new() { Email = email, Password = password };
    }
}
