using OtpNet;

namespace FraudWeb.Core.Access;

/// <summary>Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as authenticator apps generate them.</summary>
public static class TotpCodes
{
    private const string Issuer = "FraudWeb";
    private const int SecretLength = 20;
    private const int StepSeconds = 30;

    /// <summary>Generates a secret: 160 random bits in base 32, the form that apps accept.</summary>
    public static string MakeSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretLength));

    /// <summary>Gets the URI that an app reads from a QR code.</summary>
    public static string GetUri(string secret, string email) => new OtpUri(OtpType.Totp, secret, email, Issuer).ToString();

    /// <summary>Gets the time step of a code that is valid now. Codes of one step earlier or later are valid too, because clocks
    /// differ.</summary>
    /// <param name="code">The code as typed; spaces are ignored.</param>
    /// <param name="secret">The secret in base 32.</param>
    /// <param name="now">The current time.</param>
    /// <param name="lastUsed">The step of the last accepted code; codes of this step or an earlier one are refused, so that each works
    /// once. A step that has not come yet was stored by a clock that was ahead, and refuses nothing.</param>
    /// <returns>The step, or null if the code is wrong, expired or already used.</returns>
    public static long? FindStep(string code, string secret, DateTimeOffset now, long lastUsed)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        return Generator(secret).VerifyTotp(now.UtcDateTime, typed, out var step, VerificationWindow.RfcSpecifiedNetworkDelay)
            && (step > lastUsed || lastUsed > now.ToUnixTimeSeconds() / StepSeconds + 1) ? step : null;
    }

    /// <summary>Computes the code of a moment, as an app does.</summary>
    internal static string CodeAt(string secret, DateTimeOffset now) => Generator(secret).ComputeTotp(now.UtcDateTime);

    private static Totp Generator(string secret) => new(Base32Encoding.ToBytes(secret));
}
