using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning;

/// <summary>A data set with one byte per value. Stored twice: by column, to divide rows by one split, and by row, eight columns per word,
/// to fill the histograms of all columns at once.</summary>
internal sealed class BinnedData
{
    /// <summary>The number of columns per word of a row.</summary>
    public const int ColumnsPerWord = 8;

    private readonly (int Column, float[] Values, int Choices)[] _ranked;
    private readonly byte[] _parts;

    private BinnedData(
        int fieldCount, FeatureBins[] features, byte[][] columns, ulong[] rows, byte[] labels, long[]? times,
        (int, float[], int)[] ranked, byte[] parts)
    {
        (Times, _ranked, _parts) = (times, ranked, parts);
        FieldCount = fieldCount;
        Features = features;
        Columns = columns;
        RowWords = rows;
        Labels = labels;
    }

    /// <summary>The time of each row, in UTC ticks; null if it is not known for all rows.</summary>
    public long[]? Times { get; }

    /// <summary>The number of fields in the schema.</summary>
    public int FieldCount { get; }

    /// <summary>The bins of each column; a field has one column or, with many categories, several.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>The bin of each row, by column.</summary>
    public byte[][] Columns { get; }

    /// <summary>The rows, one after another, <see cref="WordsPerRow"/> words each; a word's lowest byte is its first column.</summary>
    public ulong[] RowWords { get; }

    /// <summary>1 for fraud, 0 for legitimate.</summary>
    public byte[] Labels { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>The number of words per row; the last one may be partly empty.</summary>
    public int WordsPerRow => WordsFor(Features.Length);

    /// <summary>Bins all columns, in parallel.</summary>
    public static BinnedData Of(Dataset data, int maxBins, ParallelOptions parallel)
    {
        var fields = data.Schema.Fields;
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var sample = BinSample.Of(data.Labels, all);
        (int Column, float[] Values, int Choices)[] ranked = [.. fields.Select((field, i) => (i, data.Column(i), field.Choices.Length))
            .Where(field => field.Length > FeatureBins.MaxUnordered)];
        var parts = ranked.Length == 0 ? [] : data.Times is { } times ? Splits.BlocksOfTime(times, CategoryRanking.Parts)
            : Splits.RandomParts(data.Rows, CategoryRanking.Parts);
        var (features, columns) = (new FeatureBins[fields.Length], new byte[fields.Length][]);
        Parallel.For(0, fields.Length, parallel, i =>
        {
            if (fields[i].Choices.Length > FeatureBins.MaxUnordered)
            {
                (features[i], columns[i]) = CategoryRanking.Of(i, data.Column(i), fields[i].Choices.Length, data.Labels, parts, all);
                return;
            }

            features[i] = fields[i].Kind == FieldKind.Category
                ? FeatureBins.OfCategory(i, fields[i].Choices.Length)
                : FeatureBins.OfNumber(i, data.Column(i), sample, maxBins);
            columns[i] = GC.AllocateUninitializedArray<byte>(data.Rows);
            features[i].Map(data.Column(i), columns[i]);
        });

        return new(fields.Length, features, columns, ByRow(columns, data.Rows, parallel), data.Labels, data.Times, ranked, parts);
    }

    /// <summary>Returns the same data for a training that may use the labels of some rows only: categories with many choices are ranked
    /// again.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="parallel">The thread limit.</param>
    public BinnedData For(int[] rows, ParallelOptions parallel)
    {
        if (_ranked.Length == 0)
        {
            return this;
        }

        var (features, columns) = ((FeatureBins[])Features.Clone(), (byte[][])Columns.Clone());
        Parallel.ForEach(_ranked, parallel, one =>
            (features[one.Column], columns[one.Column]) =
                CategoryRanking.Of(features[one.Column].Field, one.Values, one.Choices, Labels, _parts, rows));
        return new(FieldCount, features, columns, ByRow(columns, Rows, parallel), Labels, Times, _ranked, _parts);
    }

    private static ulong[] ByRow(byte[][] columns, int rows, ParallelOptions parallel)
    {
        const int blockRows = 4096;
        var words = WordsFor(columns.Length);
        var byRow = GC.AllocateUninitializedArray<ulong>(checked(words * rows));
        var nothing = new byte[blockRows];
        Parallel.For(0, (rows + blockRows - 1) / blockRows, parallel, block =>
        {
            var (from, count) = (block * blockRows, Math.Min(blockRows, rows - block * blockRows));
            for (var word = 0; word < words; word++)
            {
                PackEight(Column(0), Column(1), Column(2), Column(3), Column(4), Column(5), Column(6), Column(7),
                    byRow.AsSpan(from * words + word), words);

                ReadOnlySpan<byte> Column(int i) =>
                    word * ColumnsPerWord + i < columns.Length ? columns[word * ColumnsPerWord + i].AsSpan(from, count)
                        : nothing.AsSpan(0, count);
            }
        });
        return byRow;
    }

    private static void PackEight(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d,
        ReadOnlySpan<byte> e, ReadOnlySpan<byte> f, ReadOnlySpan<byte> g, ReadOnlySpan<byte> h, Span<ulong> words, int step)
    {
        for (var i = 0; i < a.Length; i++)
        {
            words[i * step] = a[i] | (ulong)b[i] << 8 | (ulong)c[i] << 16 | (ulong)d[i] << 24
                | (ulong)e[i] << 32 | (ulong)f[i] << 40 | (ulong)g[i] << 48 | (ulong)h[i] << 56;
        }
    }

    private static int WordsFor(int fields) => (fields + ColumnsPerWord - 1) / ColumnsPerWord;
}
