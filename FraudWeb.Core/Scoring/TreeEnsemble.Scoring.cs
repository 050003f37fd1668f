using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <content> Scoring. All ways to find a row's leaves add up their values in the same order, so that a single row and a batch give the same
/// bits: every fourth tree adds to one of four sums, in the order of the trees, and the four sums are added at the end. There are four,
/// because an addition has to wait for the previous one on the same sum. </content>
public sealed partial class TreeEnsemble
{
    /// <summary>The number of rows that go down a tree before the next tree follows.</summary>
    private const int BlockRows = 64;

    private readonly QuickScorer? _quick;

    /// <inheritdoc/>
    public override double LogOdds(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        return _start + (_quick is null ? SumByWalking(row) : _quick.Sum(row));
    }

    /// <inheritdoc/>
    public override void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, logOdds.Length * FeatureCount);
        var row = 0;
        for (; _quick is null && row + BlockRows <= logOdds.Length; row += BlockRows)
        {
            SumByWalking(rows.Slice(row * FeatureCount, BlockRows * FeatureCount), logOdds.Slice(row, BlockRows));
        }

        if (_quick is not null)
        {
            var work = ArrayPool<byte>.Shared.Rent(_quick.WorkLength);
            for (; row + QuickScorer.MinRows <= logOdds.Length; row = Math.Min(row + QuickScorer.BatchRows, logOdds.Length))
            {
                var count = Math.Min(QuickScorer.BatchRows, logOdds.Length - row);
                _quick.Sum(rows.Slice(row * FeatureCount, count * FeatureCount), logOdds.Slice(row, count), work);
            }

            ArrayPool<byte>.Shared.Return(work);
            foreach (ref var value in logOdds[..row])
            {
                value += _start;
            }
        }

        for (; row < logOdds.Length; row++)
        {
            logOdds[row] = LogOdds(rows.Slice(row * FeatureCount, FeatureCount));
        }
    }

    /// <summary>Returns the sum of a row's leaves by walking down four trees at a time.</summary>
    private double SumByWalking(ReadOnlySpan<float> row)
    {
        Span<double> sums = [0, 0, 0, 0];
        var tree = 0;
        for (; tree + 4 <= _roots.Length; tree += 4)
        {
            var (a, b, c, d) = Walk(_roots[tree], _roots[tree + 1], _roots[tree + 2], _roots[tree + 3], row, row, row, row);
            sums[0] += _leaves[a];
            sums[1] += _leaves[b];
            sums[2] += _leaves[c];
            sums[3] += _leaves[d];
        }

        for (; tree < _roots.Length; tree++)
        {
            sums[tree & 3] += _leaves[Walk(_roots[tree], -1, -1, -1, row, row, row, row).A];
        }

        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }

    /// <summary>Computes the scores of a block of rows, tree by tree, so that a large tree is loaded once per block; four rows at a
    /// time.</summary>
    private void SumByWalking(ReadOnlySpan<float> rows, Span<double> logOdds)
    {
        Span<double> sums = stackalloc double[4 * BlockRows];
        sums.Clear();
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            var root = _roots[tree];
            var own = sums[((tree & 3) * BlockRows)..];
            for (var row = 0; row < BlockRows; row += 4)
            {
                var four = rows.Slice(row * FeatureCount, 4 * FeatureCount);
                var (a, b, c, d) = Walk(
                    root, root, root, root, four, four[FeatureCount..], four[(2 * FeatureCount)..], four[(3 * FeatureCount)..]);
                own[row] += _leaves[a];
                own[row + 1] += _leaves[b];
                own[row + 2] += _leaves[c];
                own[row + 3] += _leaves[d];
            }
        }

        for (var row = 0; row < BlockRows; row++)
        {
            logOdds[row] = _start + (sums[row] + sums[BlockRows + row] + (sums[2 * BlockRows + row] + sums[3 * BlockRows + row]));
        }
    }

    /// <summary>Walks down from four nodes concurrently, so that their memory accesses overlap.</summary>
    /// <returns>The four leaves.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int A, int B, int C, int D) Walk(int a, int b, int c, int d,
        ReadOnlySpan<float> rowA, ReadOnlySpan<float> rowB, ReadOnlySpan<float> rowC, ReadOnlySpan<float> rowD)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        while ((a & b & c & d) >= 0)
        {
            a = Next(a, ref nodes, rowA);
            b = Next(b, ref nodes, rowB);
            c = Next(c, ref nodes, rowC);
            d = Next(d, ref nodes, rowD);
        }

        return (~a, ~b, ~c, ~d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Next(int at, ref Node nodes, ReadOnlySpan<float> row)
    {
        if (at < 0)
        {
            return at;
        }

        ref readonly var node = ref Unsafe.Add(ref nodes, at);
        return GoesLeft(in node, row[node.Feature]) ? node.Left : node.Right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GoesLeft(in Node node, float value)
    {
        if (node.IsCategory)
        {
            return float.IsNaN(value) ? node.MissingLeft : HasCategory(node.CategoryStart, value);
        }

        // No comparison is true for a missing value. Nothing branches here, because the direction is unpredictable.
        return value <= node.Threshold | (node.MissingLeft & float.IsNaN(value));
    }

    private bool HasCategory(int start, float value)
    {
        var position = (uint)value;
        return position < _categories[start] && (_categories[start + 1 + (int)(position >> 6)] >> (int)(position & 63) & 1) != 0;
    }

    private QuickScorer? QuickScorerOf()
    {
        // Leaves are stored tree by tree, from left to right.
        int[] firsts = [.. _roots.Select(FirstLeaf), _leaves.Length];
        double[][] leaves = [.. _roots.Select((_, tree) => _leaves[firsts[tree]..firsts[tree + 1]])];
        if (!QuickScorer.Takes(leaves))
        {
            return null;
        }

        var questions = new List<Question>(_nodes.Length);
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            Ask(_roots[tree], tree);
        }

        return QuickScorer.Of(FeatureCount, leaves, questions);

        int FirstLeaf(int at) => at < 0 ? ~at : FirstLeaf(_nodes[at].Left);

        void Ask(int at, int tree)
        {
            if (at >= 0)
            {
                var node = _nodes[at];
                var categories = node.IsCategory
                    ? _categories.AsSpan(node.CategoryStart + 1, (int)(_categories[node.CategoryStart] / 64)).ToArray() : null;
                questions.Add(new(tree, node.Feature, node.Threshold, categories, node.MissingLeft,
                    FirstLeaf(at) - firsts[tree], FirstLeaf(node.Right) - firsts[tree]));
                Ask(node.Left, tree);
                Ask(node.Right, tree);
            }
        }
    }
}
