using System.Collections.Immutable;
using System.Globalization;

namespace FraudWeb.Core.Learning;

/// <summary>Checks training data before the training.</summary>
internal static class DataChecks
{
    private const int MinOfEach = 10;
    private const int FewFrauds = 50;

    /// <summary>A single field that ranks this well is more likely to be derived from the label than to predict it.</summary>
    private const double GiveawayAuc = 0.999;

    /// <summary>Rejects data that no model can be trained on.</summary>
    /// <exception cref="TrainingException">There are too few rows of one class.</exception>
    public static void RequireEnough(Dataset data)
    {
        var legitimate = data.Rows - data.Frauds;
        if (data.Rows == 0)
        {
            throw new TrainingException("There are no rows to train on.");
        }

        if (data.Frauds == 0 || legitimate == 0)
        {
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"All {data.Rows} rows are {(data.Frauds == 0 ? "legitimate" : "fraud")}: a model needs examples of both. "
                + $"Check the label column."));
        }

        if (Math.Min(data.Frauds, legitimate) < MinOfEach)
        {
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"Of {data.Rows} rows {data.Frauds} are fraud and {legitimate} legitimate: at least {MinOfEach} of each are needed. "
                + $"Add labelled rows."));
        }
    }

    /// <summary>Returns a sentence per anomaly.</summary>
    public static ImmutableArray<string> Warnings(Dataset data, BinnedData binned)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (data.Frauds < FewFrauds)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"Only {data.Frauds} rows are fraud: the measures will be imprecise. At least {FewFrauds} are recommended."));
        }

        for (var field = 0; field < data.Schema.Fields.Length; field++)
        {
            var (name, choices) = (data.Schema.Fields[field].Name, data.Schema.Fields[field].Choices.Length);

            // The bins of a category with many choices depend on the labels, so its choices are counted directly.
            var (frauds, legitimate) = choices > 0
                ? Count(choices + 1, row => float.IsNaN(data.Column(field)[row]) ? 0 : (int)data.Column(field)[row] + 1, data.Labels)
                : Count(FeatureBins.Limit, row => binned.Columns[field][row], data.Labels);
            if (frauds.Zip(legitimate).Count(bin => bin.First + bin.Second > 0) < 2)
            {
                warnings.Add(
                    $"{name} is {(frauds[0] + legitimate[0] > 0 ? "missing in every row" : "the same in every row")}: it tells the model "
                    + "nothing.");
            }
            else if (Auc(frauds, legitimate, isCategory: choices > 0) >= GiveawayAuc)
            {
                warnings.Add($"{name} alone gives the label away: check that it is known before the outcome is.");
            }
        }

        return [.. warnings];
    }

    private static (int[] Frauds, int[] Legitimate) Count(int values, Func<int, int> valueOf, byte[] labels)
    {
        var counts = (Frauds: new int[values], Legitimate: new int[values]);
        for (var row = 0; row < labels.Length; row++)
        {
            (labels[row] != 0 ? counts.Frauds : counts.Legitimate)[valueOf(row)]++;
        }

        return counts;
    }

    /// <summary>Returns the AUC of a single field: by value, in either direction, or by the share of fraud among the other rows of the same
    /// bin.
    /// Excluding the row itself avoids overrating many small bins.</summary>
    private static double Auc(int[] frauds, int[] legitimate, bool isCategory)
    {
        var bySize = isCategory ? 0 : Auc(frauds.Select((count, bin) => (Key: (double)bin, count, legitimate[bin])));
        var byShare = Auc(frauds.Zip(legitimate).SelectMany(bin => new[]
        {
            (Key: (bin.First - 1.0) / Math.Max(bin.First + bin.Second - 1, 1), bin.First, 0),
            (Key: bin.First / Math.Max(bin.First + bin.Second - 1.0, 1), 0, bin.Second),
        }));
        return Math.Max(Math.Max(bySize, 1 - bySize) * (isCategory ? 0 : 1), byShare);
    }

    private static double Auc(IEnumerable<(double Key, int Frauds, int Legitimate)> bins)
    {
        var (pairs, frauds, legitimate) = (0.0, 0.0, 0.0);
        foreach (var group in bins.GroupBy(bin => bin.Key).OrderBy(group => group.Key))
        {
            var (f, l) = (group.Sum(bin => (double)bin.Frauds), group.Sum(bin => (double)bin.Legitimate));
            pairs += f * (legitimate + l / 2);
            frauds += f;
            legitimate += l;
        }

        return pairs / (frauds * legitimate);
    }
}
