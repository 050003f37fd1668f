using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning;

/// <summary>A data set as one byte a value. Kept twice: by column, for walking down one split, and by row, eight columns to a word, for
/// filling the histograms of all columns at once.</summary>
internal sealed class BinnedData
{
    /// <summary>Columns in one word of a row.</summary>
    public const int ColumnsPerWord = 8;

    private BinnedData(int fieldCount, FeatureBins[] features, byte[][] columns, ulong[] rows, byte[] labels)
    {
        FieldCount = fieldCount;
        Features = features;
        Columns = columns;
        RowWords = rows;
        Labels = labels;
    }

    /// <summary>How many fields the schema has.</summary>
    public int FieldCount { get; }

    /// <summary>How each column's values fall into bins; a field has one column or, with many categories, several.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>The bins of each column, one a row.</summary>
    public byte[][] Columns { get; }

    /// <summary>Row after row, <see cref="WordsPerRow"/> words each; a word's lowest byte is its first column.</summary>
    public ulong[] RowWords { get; }

    /// <summary>1 for fraud, 0 for legitimate.</summary>
    public byte[] Labels { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Labels.Length;

    /// <summary>Words in a row; the last may be partly empty.</summary>
    public int WordsPerRow => WordsFor(Features.Length);

    /// <summary>Bins every column; columns are shared out among threads.</summary>
    public static BinnedData Of(Dataset data, int maxBins, ParallelOptions parallel)
    {
        var fields = data.Schema.Fields;
        var byField = new FeatureBins[fields.Length][];
        Parallel.For(0, fields.Length, parallel, i => byField[i] = fields[i].Kind == FieldKind.Category
            ? [.. FeatureBins.OfCategory(i, fields[i].Choices.Length)]
            : [FeatureBins.OfNumber(i, data.Column(i), data.Labels, maxBins)]);
        FeatureBins[] features = [.. byField.SelectMany(bins => bins)];
        var columns = new byte[features.Length][];
        Parallel.For(0, features.Length, parallel, i =>
        {
            columns[i] = GC.AllocateUninitializedArray<byte>(data.Rows);
            features[i].Map(data.Column(features[i].Field), columns[i]);
        });

        var words = WordsFor(columns.Length);
        var rows = new ulong[(long)words * data.Rows];
        Parallel.For(0, words, parallel, word =>
        {
            for (var i = word * ColumnsPerWord; i < Math.Min(columns.Length, (word + 1) * ColumnsPerWord); i++)
            {
                var (column, shift) = (columns[i], i % ColumnsPerWord * 8);
                for (var row = 0; row < column.Length; row++)
                {
                    rows[(long)row * words + word] |= (ulong)column[row] << shift;
                }
            }
        });
        return new(fields.Length, features, columns, rows, data.Labels);
    }

    private static int WordsFor(int fields) => (fields + ColumnsPerWord - 1) / ColumnsPerWord;
}
