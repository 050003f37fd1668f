using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FraudWeb.Core.Access;

/// <summary>The text form of API keys: <c>fw_</c>, a handle by which the key is found, and 256 random bits.</summary>
public static class ApiKeyText
{
    /// <summary>The minimum length of a key that an operator sets as <c>Api:InitialKey</c>.</summary>
    public const int MinLength = 12;

    /// <summary>The maximum length of a key.</summary>
    public const int MaxLength = 200;

    /// <summary>The handle of the one key that the program did not generate, <c>Api:InitialKey</c>.</summary>
    public const string InitialHandle = "initial";

    private const string Prefix = "fw_";
    private const string HandleLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int HandleLength = 10;
    private const int SecretLength = 32;

    /// <summary>Generates a key and its handle.</summary>
    public static (string Key, string Handle) Make()
    {
        var handle = Prefix + RandomNumberGenerator.GetString(HandleLetters, HandleLength);
        return ($"{handle}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength))}", handle);
    }

    /// <summary>Gets the handle of a key.</summary>
    public static ReadOnlySpan<char> HandleOf(ReadOnlySpan<char> key)
    {
        const int end = 3 + HandleLength;
        return key.Length > end && key.StartsWith(Prefix, StringComparison.Ordinal) && key[end] == '_' ? key[..end] : InitialHandle;
    }

    /// <summary>Computes the SHA-256 hash of a key, which is all that is stored. A fast hash is enough, because 256 random bits can't be
    /// guessed.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Returns whether a hash is that of a key, in constant time.</summary>
    public static bool Matches(ReadOnlySpan<char> key, ReadOnlySpan<byte> hash)
    {
        if (key.Length > MaxLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(MaxLength)];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], actual);
        return CryptographicOperations.FixedTimeEquals(actual, hash);
    }
}
