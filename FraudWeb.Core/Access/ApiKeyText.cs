using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FraudWeb.Core.Access;

/// <summary>How an API key is written: <c>fw_</c>, a handle by which it is found, and 256 random bits that nobody can guess.</summary>
public static class ApiKeyText
{
    /// <summary>The fewest characters of a key that an operator sets as <c>Api:InitialKey</c>.</summary>
    public const int MinLength = 12;

    /// <summary>The most characters of any key.</summary>
    public const int MaxLength = 200;

    /// <summary>The handle of a key that the program did not make, of which there is one: <c>Api:InitialKey</c>.</summary>
    public const string InitialHandle = "initial";

    private const string Prefix = "fw_";
    private const string HandleLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int HandleLength = 10;
    private const int SecretLength = 32;

    /// <summary>A new key and its handle.</summary>
    public static (string Key, string Handle) Make()
    {
        var handle = Prefix + RandomNumberGenerator.GetString(HandleLetters, HandleLength);
        return ($"{handle}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength))}", handle);
    }

    /// <summary>By what a key is found.</summary>
    public static ReadOnlySpan<char> HandleOf(ReadOnlySpan<char> key)
    {
        const int end = 3 + HandleLength;
        return key.Length > end && key.StartsWith(Prefix, StringComparison.Ordinal) && key[end] == '_' ? key[..end] : InitialHandle;
    }

    /// <summary>SHA-256 of the whole key, which is all that is kept of it: 256 random bits can't be found by trying.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a hash is that of a key; takes the same time for any other key.</summary>
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
