using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace FraudWeb.Core.History;

/// <summary>The last prediction of a page; the next page begins after it. Its text is bound to the filter and sort order by a hash, so that
/// a cursor of another list is rejected instead of returning wrong results. It contains no secret and grants no access.</summary>
/// <param name="Id">The last prediction's id.</param>
/// <param name="Probability">Its probability.</param>
internal readonly record struct HistoryCursor(PredictionId Id, double? Probability)
{
    private const int KeyBytes = 16 + 1 + 8;
    private const int HashBytes = 8;

    public string ToText(HistoryFilter filter, HistorySort sort)
    {
        var bytes = new byte[KeyBytes + HashBytes];
        Id.ToBytes().CopyTo(bytes, 0);
        bytes[16] = Probability.HasValue ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(17), Probability ?? 0);
        Hash(bytes.AsSpan(0, KeyBytes), filter, sort).CopyTo(bytes.AsSpan(KeyBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="CursorException">The text is not a cursor of this filter and sort order.</exception>
    public static HistoryCursor Parse(string text, HistoryFilter filter, HistorySort sort)
    {
        var bytes = new byte[KeyBytes + HashBytes];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length)
            || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done
            || length != bytes.Length
            || !Hash(bytes.AsSpan(0, KeyBytes), filter, sort).SequenceEqual(bytes.AsSpan(KeyBytes)))
        {
            throw new CursorException();
        }

        return new(PredictionId.FromBytes(bytes), bytes[16] == 1 ? BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(17)) : null);
    }

    private static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> key, HistoryFilter filter, HistorySort sort) =>
        SHA256.HashData([.. filter.Fingerprint(sort), .. key]).AsSpan(0, HashBytes);
}
