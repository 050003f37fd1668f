using System.Runtime.CompilerServices;

namespace FraudWeb.Core.Scoring;

/// <summary>A fixed array that begins at a cache line, so that no vector read from a multiple of 64 bytes lies across two lines.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;

    private readonly T[] _items;
    private readonly int _start;

    /// <summary>Copies items.</summary>
    public unsafe AlignedArray(ReadOnlySpan<T> items)
    {
        // What is pinned stays where it is, so the first line's place in it stays right.
        _items = GC.AllocateArray<T>(items.Length + Line / sizeof(T), pinned: true);
        _start = (int)((Line - (long)Unsafe.AsPointer(ref _items[0]) % Line) % Line / sizeof(T));
        Length = items.Length;
        items.CopyTo(_items.AsSpan(_start));
    }

    /// <summary>How many items there are.</summary>
    public int Length { get; }

    /// <summary>The first item.</summary>
    public ref T First => ref _items[_start];
}
