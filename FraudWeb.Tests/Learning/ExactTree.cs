using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

/// <summary>A tree grown the slow way, to compare with: every split of every value of every field is tried, in plain arithmetic.</summary>
internal sealed class ExactTree(
    Dataset data, double[] gradients, double[] hessians, int leaves, int minLeaf, double minLeafWeight, double l2)
{
    /// <summary>For each row the value of its leaf.</summary>
    public double[] Values()
    {
        var open = new List<(int[] Rows, Choice Best)> { WithBest([.. Enumerable.Range(0, data.Rows)]) };
        while (open.Count < leaves)
        {
            var best = open.MaxBy(leaf => leaf.Best.Gain);
            if (best.Best.Gain <= 0)
            {
                break;
            }

            open.Remove(best);
            open.Add(WithBest([.. best.Rows.Where(best.Best.GoesLeft)]));
            open.Add(WithBest([.. best.Rows.Where(row => !best.Best.GoesLeft(row))]));
        }

        var values = new double[data.Rows];
        foreach (var (rows, _) in open)
        {
            foreach (var row in rows)
            {
                values[row] = -rows.Sum(r => gradients[r]) / (rows.Sum(r => hessians[r]) + l2);
            }
        }

        return values;
    }

    private (int[] Rows, Choice Best) WithBest(int[] rows)
    {
        var best = new Choice(0, _ => false);
        for (var field = 0; field < data.Schema.Fields.Length; field++)
        {
            foreach (var goesLeft in Ways(field, rows))
            {
                var (left, right) = (rows.Where(goesLeft).ToArray(), rows.Where(row => !goesLeft(row)).ToArray());
                if (Math.Min(left.Length, right.Length) >= minLeaf && Math.Min(Weight(left), Weight(right)) >= minLeafWeight)
                {
                    // Two ways may part the rows alike: the first stays, whatever the last bits say.
                    var gain = Gain(left) + Gain(right) - Gain(rows);
                    best = gain > best.Gain + 1e-9 ? new(gain, goesLeft) : best;
                }
            }
        }

        return (rows, best);
    }

    private IEnumerable<Func<int, bool>> Ways(int field, int[] rows)
    {
        var column = data.Column(field);
        var values = rows.Select(row => column[row]).Where(value => !float.IsNaN(value)).Distinct().Order().ToArray();
        var hasMissing = rows.Any(row => float.IsNaN(column[row]));
        if (data.Schema.Fields[field].Kind == FieldKind.Category)
        {
            return (hasMissing ? values.Prepend(float.NaN) : values).Select(value => (Func<int, bool>)(row => column[row].Equals(value)));
        }

        var ways = (hasMissing ? values : values.SkipLast(1)).Select(value => (Func<int, bool>)(row => column[row] <= value));
        return hasMissing ? ways.Concat(values.SkipLast(1).Select(value => (Func<int, bool>)(row => !(column[row] > value)))) : ways;
    }

    private double Weight(int[] rows) => rows.Sum(row => hessians[row]);

    private double Gain(int[] rows) => 0.5 * Math.Pow(rows.Sum(row => gradients[row]), 2) / (Weight(rows) + l2);

    private sealed record Choice(double Gain, Func<int, bool> GoesLeft);
}
