using System.Runtime.CompilerServices;

namespace FraudWeb.Core.Scoring;

/// <summary>A fixed array that begins at a cache line, so that no aligned 64-byte vector read crosses two lines.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _items;
    private readonly int _start;

    /// <summary>Copies items into a new array.</summary>
    public unsafe AlignedArray(ReadOnlySpan<T> items)
    {
        // A pinned array does not move, so the alignment of the first item stays valid.
        _items = GC.AllocateArray<T>(items.Length + Line / sizeof(T), pinned: true);
        _start = (int)((Line - (long)Unsafe.AsPointer(ref _items[0]) % Line) % Line / sizeof(T));
        Length = items.Length;
        items.CopyTo(_items.AsSpan(_start));
    }

    /// <summary>The number of items.</summary>
    public int Length { get; }

    /// <summary>The first item.</summary>
    public ref T First => ref _items[_start];
}
