using System.Runtime.CompilerServices;

namespace FraudWeb.Core.Scoring;

/// <summary>A split of a tree whose leaves are numbered from left to right.</summary>
/// <param name="Tree">The tree.</param>
/// <param name="Feature">The feature that it tests.</param>
/// <param name="Threshold">Values above it go right.</param>
/// <param name="Categories">One bit per category that goes left; null for a threshold.</param>
/// <param name="MissingLeft">Whether a missing value goes left.</param>
/// <param name="From">The first leaf below.</param>
/// <param name="To">The first leaf on the right.</param>
internal sealed record Question(int Tree, int Feature, float Threshold, ulong[]? Categories, bool MissingLeft, int From, int To);

/// <summary>
/// A row's values as all trees see them, in bins of one byte. A number has one column for each 254 thresholds: 0 is missing, the others
/// are one more than the number of these thresholds below the value. A category has one column per set of categories that some split
/// tests: 0 if it is in the set, 1 if not.
/// </summary>
internal sealed class BinColumns
{
    private const int MaxThresholds = byte.MaxValue - 1;

    private readonly Dictionary<int, float[]> _thresholds;
    private readonly Dictionary<(int Feature, string Set), int> _places = [];
    private readonly NumberColumn[] _numbers;
    private readonly AlignedArray<float> _searched;
    private readonly CategoryColumn[] _categories;

    /// <summary>Creates the bins for some splits.</summary>
    public BinColumns(List<Question> questions)
    {
        _thresholds = questions.Where(ask => ask.Categories is null).GroupBy(ask => ask.Feature)
            .ToDictionary(asks => asks.Key, asks => asks.Select(ask => ask.Threshold).Distinct().Order().ToArray());
        var (numbers, searched, categories) = (new List<NumberColumn>(), new List<float>(), new List<CategoryColumn>());
        foreach (var (feature, values) in _thresholds.OrderBy(pair => pair.Key))
        {
            _places[(feature, "")] = numbers.Count;
            foreach (var part in values.Chunk(MaxThresholds))
            {
                numbers.Add(new(feature, searched.Count));
                searched.AddRange(ThresholdSearch.Arrange(part));
            }
        }

        foreach (var ask in questions)
        {
            if (ask.Categories is { } set && _places.TryAdd(KeyOf(ask), numbers.Count + categories.Count))
            {
                categories.Add(new(ask.Feature, set, ask.MissingLeft ? (byte)0 : (byte)1));
            }
        }

        (_numbers, _searched, _categories) = ([.. numbers], new([.. searched]), [.. categories]);
    }

    /// <summary>The number of columns.</summary>
    public int Count => _numbers.Length + _categories.Length;

    /// <summary>Returns the split as a move of rows between leaves.</summary>
    public RowMove MoveOf(Question ask)
    {
        var (column, from, to) = (_places[KeyOf(ask)], (byte)ask.From, (byte)ask.To);
        if (ask.Categories is not null)
        {
            return new(column, last: 0, missingLeft: true, from, to);
        }

        var (part, at) = Math.DivRem(Array.BinarySearch(_thresholds[ask.Feature], ask.Threshold), MaxThresholds);
        return new(column + part, (byte)(at + 1), ask.MissingLeft, from, to);
    }

    /// <summary>Puts rows into bins.</summary>
    /// <param name="rows">The rows, one after another.</param>
    /// <param name="width">The number of values per row.</param>
    /// <param name="bins">The columns, one after another, one byte per row.</param>
    /// <param name="stride">The number of bytes from one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(ReadOnlySpan<float> rows, int width, Span<byte> bins, int stride)
    {
        ref var searched = ref _searched.First;
        var start = 0;
        foreach (ref readonly var column in _numbers.AsSpan())
        {
            var at = start;
            ref var arranged = ref Unsafe.Add(ref searched, column.Start);
            for (var i = column.Feature; i < rows.Length; i += width)
            {
                // No threshold is below a missing value, so it gets 0.
                var value = rows[i];
                bins[at++] = (byte)(ThresholdSearch.CountBelow(ref arranged, value) + (float.IsNaN(value) ? 0 : 1));
            }

            start += stride;
        }

        foreach (ref readonly var column in _categories.AsSpan())
        {
            var at = start;
            for (var i = column.Feature; i < rows.Length; i += width)
            {
                bins[at++] = column.Of(rows[i]);
            }

            start += stride;
        }
    }

    private static (int Feature, string Set) KeyOf(Question ask) =>
        (ask.Feature, ask.Categories is null ? "" : $"{ask.MissingLeft} {string.Join(' ', ask.Categories)}");

    /// <summary>A column for thresholds of a number.</summary>
    /// <param name="Feature">The feature's place in a row.</param>
    /// <param name="Start">The start of these thresholds in the search array.</param>
    private readonly record struct NumberColumn(int Feature, int Start);

    /// <summary>A column for a set of categories.</summary>
    /// <param name="Feature">The feature's place in a row.</param>
    /// <param name="Set">One bit per category in the set.</param>
    /// <param name="Missing">The bin of a missing value.</param>
    private readonly record struct CategoryColumn(int Feature, ulong[] Set, byte Missing)
    {
        public byte Of(float value)
        {
            if (float.IsNaN(value))
            {
                return Missing;
            }

            var position = (uint)value;
            return position < Set.Length * 64 && (Set[position >> 6] >> (int)(position & 63) & 1) != 0 ? (byte)0 : (byte)1;
        }
    }
}
