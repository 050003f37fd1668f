using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FraudWeb.Core.Audit;

/// <summary>The arithmetic of the audit log: each entry's hash holds the hash before it, so that no entry can be changed, added or taken out
/// unnoticed by whoever can write the database but has not the key.</summary>
/// <param name="key">32 secret bytes, kept outside the database.</param>
public sealed class AuditChain(ReadOnlyMemory<byte> key)
{
    /// <summary>How long the key must be, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>The hash of an entry that follows another.</summary>
    /// <param name="before">The hash of the entry before; empty for the very first.</param>
    /// <param name="entry">The entry; its own hash does not matter.</param>
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

    /// <summary>The seal over both ends of the log.</summary>
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

    /// <summary>Whether the ends are as they were sealed.</summary>
    public bool IsSealed(AuditEnds ends) =>
        CryptographicOperations.FixedTimeEquals(SealOf(ends.FirstId, ends.BaseHash, ends.LastId, ends.LastHash), ends.Seal);

    /// <summary>A pseudonym: the same text always gets the same one, and without the key nobody can guess the text from it.</summary>
    public string PseudonymOf(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes("pseudonym:" + text)).AsSpan(0, 8));

    /// <summary>Begins a hash for a purpose of its own; without the key nobody can guess what it is of.</summary>
    public IncrementalHash Digest(string purpose)
    {
        var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        Add(mac, Encoding.UTF8.GetBytes(purpose));
        return mac;
    }

    private static void Add(IncrementalHash mac, ReadOnlySpan<byte> bytes)
    {
        // With its length, so that no two lists of texts run together to the same bytes.
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
