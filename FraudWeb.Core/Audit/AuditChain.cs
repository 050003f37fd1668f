using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FraudWeb.Core.Audit;

/// <summary>Computes the hash chain of the audit log. Each entry's hash covers the hash before it, so that nobody who can write to the
/// database, but does not have the key, can change, add or delete an entry unnoticed.</summary>
/// <param name="key">32 secret bytes, stored outside the database.</param>
public sealed class AuditChain(ReadOnlyMemory<byte> key)
{
    /// <summary>The length of the key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Computes the hash of an entry.</summary>
    /// <param name="before">The hash of the previous entry; empty for the first.</param>
    /// <param name="entry">The entry; its own hash is ignored.</param>
    public byte[] HashOf(ReadOnlySpan<byte> before, AuditEntry entry)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        Add(mac, before);
        Add(mac, entry.Id);
        Add(mac, entry.At.ToUnixTimeMilliseconds());
        foreach (var text in (ReadOnlySpan<string?>)[entry.Actor, entry.Action, entry.Target, entry.Detail, entry.Address])
        {
            // A missing text differs from an empty one.
            Add(mac, text is null ? 0L : 1L);
            Add(mac, Encoding.UTF8.GetBytes(text ?? ""));
        }

        return mac.GetHashAndReset();
    }

    /// <summary>Computes the seal over both ends of the log.</summary>
    public byte[] SealOf(long firstId, ReadOnlySpan<byte> baseHash, long lastId, ReadOnlySpan<byte> lastHash)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        mac.AppendData("ends"u8);
        Add(mac, firstId);
        Add(mac, baseHash);
        Add(mac, lastId);
        Add(mac, lastHash);
        return mac.GetHashAndReset();
    }

    /// <summary>Returns whether the seal matches the ends.</summary>
    public bool IsSealed(AuditEnds ends) =>
        CryptographicOperations.FixedTimeEquals(SealOf(ends.FirstId, ends.BaseHash, ends.LastId, ends.LastHash), ends.Seal);

    /// <summary>Computes a pseudonym. The same text always has the same pseudonym; without the key, texts can't be guessed from
    /// it.</summary>
    public string PseudonymOf(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes("pseudonym:" + text)).AsSpan(0, 8));

    /// <summary>Starts a keyed hash for another purpose; without the key, its input can't be guessed.</summary>
    public IncrementalHash Digest(string purpose)
    {
        var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        Add(mac, Encoding.UTF8.GetBytes(purpose));
        return mac;
    }

    private static void Add(IncrementalHash mac, ReadOnlySpan<byte> bytes)
    {
        // The length prefix keeps different lists of texts from having the same bytes.
        Add(mac, bytes.Length);
        mac.AppendData(bytes);
    }

    private static void Add(IncrementalHash mac, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        mac.AppendData(bytes);
    }
}
