using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>Finds holdout rows that are copies of training rows. A model knows their labels, so its measures are too good.</summary>
internal static class RepeatedRows
{
    /// <summary>The share of copies from which to warn.</summary>
    private const double MinShare = 0.2;

    // With fewer different rows, equal ones are likely to be different transactions.
    private const int MinDifferent = 1_000;

    private const ulong FnvBasis = 14_695_981_039_346_656_037;
    private const ulong FnvPrime = 1_099_511_628_211;

    /// <summary>Returns a warning if many holdout rows equal a training row in all fields and the label; null otherwise.</summary>
    public static string? GetWarning(HoldoutSplit split)
    {
        var training = Hashes(split.Training).ToHashSet();
        if (training.Count < MinDifferent)
        {
            return null;
        }

        var share = (double)Hashes(split.Holdout).Count(training.Contains) / split.Holdout.Rows;
        return share < MinShare ? null : string.Create(CultureInfo.InvariantCulture,
            $"{100 * share:0}% of the rows judged equal a training row in every field and the label: if they are copies, the measures are "
            + $"too good. Remove copies, or judge on later rows.");
    }

    // FNV-1a over the bits of a row, column by column.
    private static ulong[] Hashes(Dataset data)
    {
        var hashes = new ulong[data.Rows];
        for (var row = 0; row < hashes.Length; row++)
        {
            hashes[row] = (FnvBasis ^ data.Labels[row]) * FnvPrime;
        }

        for (var field = 0; field < data.Schema.Fields.Length; field++)
        {
            var column = data.Column(field);
            for (var row = 0; row < hashes.Length; row++)
            {
                hashes[row] = (hashes[row] ^ BitConverter.SingleToUInt32Bits(column[row])) * FnvPrime;
            }
        }

        return hashes;
    }
}
