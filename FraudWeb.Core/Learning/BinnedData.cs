namespace FraudWeb.Core.Learning;

/// <summary>A data set as one byte a value. Kept twice: by column, for walking down one split, and by row, eight fields to a word, for
/// filling the histograms of all fields at once.</summary>
internal sealed class BinnedData
{
    /// <summary>Fields in one word of a row.</summary>
    public const int FieldsPerWord = 8;

    private BinnedData(FeatureBins[] features, byte[][] columns, ulong[] rows, byte[] labels)
    {
        Features = features;
        Columns = columns;
        RowWords = rows;
        Labels = labels;
    }

    /// <summary>How each field's values fall into bins.</summary>
    public FeatureBins[] Features { get; }

    /// <summary>The bins of each field, one a row.</summary>
    public byte[][] Columns { get; }

    /// <summary>Row after row, <see cref="WordsPerRow"/> words each; a word's lowest byte is its first field.</summary>
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
        var features = new FeatureBins[fields.Length];
        var columns = new byte[fields.Length][];
        Parallel.For(0, fields.Length, parallel, i =>
        {
            features[i] = FeatureBins.Of(fields[i], data.Column(i), data.Labels, maxBins);
            columns[i] = GC.AllocateUninitializedArray<byte>(data.Rows);
            features[i].Map(data.Column(i), columns[i]);
        });

        var words = WordsFor(fields.Length);
        var rows = new ulong[(long)words * data.Rows];
        Parallel.For(0, words, parallel, word =>
        {
            for (var i = word * FieldsPerWord; i < Math.Min(fields.Length, (word + 1) * FieldsPerWord); i++)
            {
                var (column, shift) = (columns[i], i % FieldsPerWord * 8);
                for (var row = 0; row < column.Length; row++)
                {
                    rows[(long)row * words + word] |= (ulong)column[row] << shift;
                }
            }
        });
        return new(features, columns, rows, data.Labels);
    }

    private static int WordsFor(int fields) => (fields + FieldsPerWord - 1) / FieldsPerWord;
}
