using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FraudWeb.Core.Access;

/// <summary>Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as authenticator apps make them. Identity's own provider
/// does not tell which time step a code was of, and so can't see to it that a code works once.</summary>
public static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;
    private const int Digits = 1_000_000;

    // A clock may be half a minute off, either way.
    private const int StepsAround = 1;

    /// <summary>A new secret: 160 random bits in base 32, as apps take it.</summary>
    public static string MakeSecret() => RandomNumberGenerator.GetString(Base32, 32);

    /// <summary>What an app's camera reads.</summary>
    public static string Uri(string secret, string email) =>
        $"otpauth://totp/FraudWeb:{System.Uri.EscapeDataString(email)}?secret={secret}&issuer=FraudWeb&digits=6&period={StepSeconds}";

    /// <summary>The code of a moment.</summary>
    internal static string CodeAt(string secret, DateTimeOffset now) => Code(Decode(secret), StepOf(now));

    /// <summary>The time step that a code is of, if it is good now and later than any used before; null otherwise.</summary>
    public static long? StepOf(string code, string secret, DateTimeOffset now, long lastUsed)
    {
        var key = Decode(secret);
        var typed = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        long? found = null;
        for (var step = StepOf(now) - StepsAround; step <= StepOf(now) + StepsAround; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(Code(key, step))) && step > lastUsed)
            {
                found = step;
            }
        }

        return found;
    }

    private static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 as every authenticator app has it; HMAC does not rest on collision resistance
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (number % Digits).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        for (var (i, bits, count, at) = (0, 0, 0, 0); i < secret.Length; i++)
        {
            (bits, count) = ((bits << 5) | Base32.IndexOf(secret[i], StringComparison.Ordinal), count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes[at++] = (byte)(bits >> count);
            }
        }

        return bytes;
    }
}
