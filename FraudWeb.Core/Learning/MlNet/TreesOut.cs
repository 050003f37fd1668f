using System.Collections.Immutable;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using Microsoft.ML.Trainers.FastTree;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Compiles trees that ML.NET has grown to ours, by its public API: the same rows reach the same leaves. Splits on slots become splits
/// on fields, so that scoring needs no encoding, and a missing value goes where its replacement went in training. Explanations need the
/// number of rows that reached each node. ML.NET's trees do not have it, so the rows are sent through them.
/// </summary>
/// <param name="data">The rows that the trees were grown on.</param>
/// <param name="rows">Their positions; reordered.</param>
/// <param name="slots">The features.</param>
internal sealed class TreesOut(Dataset data, int[] rows, ImmutableArray<TrainingSlot> slots)
{
    /// <summary>The cover of a leaf that no row reaches: half a row, because covers must be above 0.</summary>
    private const double MinCover = 0.5;

    /// <summary>The total gain of the splits of each field, as ML.NET measures it.</summary>
    public double[] Importance { get; } = new double[data.Schema.Fields.Length];

    /// <summary>Compiles a tree.</summary>
    /// <param name="tree">A tree without categorical splits.</param>
    /// <param name="scale">The factor of the leaves.</param>
    public TreeNode Compile(RegressionTreeBase tree, double scale)
    {
        return Node(tree.NumberOfNodes == 0 ? ~0 : 0, rows);

        TreeNode Node(int at, Span<int> reached)
        {
            if (at < 0)
            {
                return new LeafNode { Value = tree.LeafValues[~at] * scale, Cover = Math.Max(reached.Length, MinCover) };
            }

            var (slot, threshold) = (slots[tree.NumericalSplitFeatureIndexes[at]], tree.NumericalSplitThresholds[at]);
            Importance[slot.Field] += tree.SplitGains[at];
            var left = Partition(reached, data.Column(slot.Field), slot, threshold);
            var (lower, upper) = (Node(tree.LeftChild[at], reached[..left]), Node(tree.RightChild[at], reached[left..]));
            return Split(slot, threshold, lower, upper);
        }
    }

    private SplitNode Split(TrainingSlot slot, float threshold, TreeNode lower, TreeNode upper)
    {
        var cover = lower.Cover + upper.Cover;
        if (!slot.IsChoice)
        {
            // If the field was never missing in training, a missing value goes where most rows go.
            var missingLeft = float.IsNaN(slot.Fill) ? lower.Cover > upper.Cover : slot.Fill <= threshold;
            return new()
            {
                Feature = slot.Field,
                Threshold = threshold,
                MissingLeft = missingLeft,
                Left = lower,
                Right = upper,
                Cover = cover
            };
        }

        var choices = new ulong[(data.Schema.Fields[slot.Field].Choices.Length + 63) / 64];
        choices[slot.Choice >> 6] = 1UL << (slot.Choice & 63);
        return new() { Feature = slot.Field, Categories = choices, MissingLeft = false, Left = upper, Right = lower, Cover = cover };
    }

    /// <summary>Moves the rows that go left to the front.</summary>
    /// <returns>The number of rows that go left.</returns>
    private static int Partition(Span<int> rows, float[] column, TrainingSlot slot, float threshold)
    {
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (slot.Of(column[rows[i]]) <= threshold)
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }
        }

        return left;
    }
}
