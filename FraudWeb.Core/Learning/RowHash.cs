using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Learning;

/// <summary>Random bits that depend only on a row's position and a seed, so that rows can be processed in any order and on any thread (the
/// finalizer of MurmurHash3, Appleby 2011).</summary>
internal static class RowHash
{
    /// <summary>Returns 32 random bits for each of eight rows.</summary>
    public static Vector256<uint> Of(Vector256<uint> rows, uint seed)
    {
        var x = rows * 0x9E3779B9u + Vector256.Create(seed);
        x = (x ^ (x >>> 16)) * 0x85EBCA6Bu;
        x = (x ^ (x >>> 13)) * 0xC2B2AE35u;
        return x ^ (x >>> 16);
    }
}
