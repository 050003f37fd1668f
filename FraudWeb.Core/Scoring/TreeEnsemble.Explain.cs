using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <content> Exact Shapley values of trees with path-dependent covers (TreeSHAP: Lundberg, Erion and Lee 2018; Lundberg et al. 2020),
/// computed by the multilinear extension (Owen 1972). A leaf of value v whose path tests d distinct features adds to feature i v (oᵢ − zᵢ)
/// ∫₀¹ Π_{j≠i} (y oⱼ + (1−y) zⱼ) dy, where zⱼ is the share of training rows that feature j lets through on the path and oⱼ is 1 if it lets
/// this row through, else 0. The integrand is a polynomial of degree d−1, so a Gauss–Legendre rule of d/2 points gives the exact integral.
/// On the way down, a vector contains the product at four points; on the way up, each passage divides its own factor out again. The cost is
/// linear in the nodes (as in Linear TreeSHAP, Yu et al. 2022), and nothing cancels, because all factors are above 0. A passage leads from
/// a split to one of its sides. The passages of a tree are numbered: 0 leads to the root and lets everything through, 2k+1 and 2k+2 lead
/// left and right from split k. Splits are stored parents first, so a forward loop has the factors of each product before the product, and
/// a backward loop the parts of each sum before the sum. </content>
public sealed partial class TreeEnsemble
{
    private readonly Lazy<(PassageTree[] Trees, int MaxPassages)> _passages;

    /// <inheritdoc/>
    public override double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, FeatureCount);
        var (trees, most) = _passages.Value;
        var (sums, passages) = (ArrayPool<Vector256<double>>.Shared.Rent(FeatureCount), ArrayPool<Passage>.Shared.Rent(most));
        sums.AsSpan(0, FeatureCount).Clear();
        foreach (var tree in trees)
        {
            for (var i = 0; i < tree.Rule.Points.Length; i++)
            {
                Explain(tree, row, tree.Rule.Points[i], tree.Rule.Weights[i], passages, sums);
            }
        }

        for (var i = 0; i < contributions.Length; i++)
        {
            contributions[i] = sums[i][0] + sums[i][1] + (sums[i][2] + sums[i][3]);
        }

        ArrayPool<Vector256<double>>.Shared.Return(sums);
        ArrayPool<Passage>.Shared.Return(passages);
        return BaseValue;
    }

    /// <summary>Adds a tree's contribution to each feature, at four quadrature points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Explain(PassageTree tree, ReadOnlySpan<float> row, Vector256<double> points, Vector256<double> weights,
        Span<Passage> passages, Span<Vector256<double>> contributions)
    {
        var rest = Vector256<double>.One - points;
        ref var first = ref MemoryMarshal.GetReference(passages);
        first = new() { Product = weights, Inverse = Vector256<double>.One, One = 1 };
        var nodes = _nodes.AsSpan(tree.FirstNode, tree.Splits.Length);
        for (var k = 0; k < nodes.Length; k++)
        {
            ref readonly var split = ref tree.Splits[k];
            ref readonly var above = ref Unsafe.Add(ref first, split.Above);
            ref readonly var node = ref nodes[k];
            double one = Unsafe.BitCast<bool, byte>(GoesLeft(in node, row[node.Feature]));

            // Replaces the feature's factor so far by the narrower one.
            var product = Unsafe.Add(ref first, split.Parent).Product * above.Inverse;
            var (left, right) = (above.One * one, above.One - above.One * one);
            Pass(ref Unsafe.Add(ref first, 2 * k + 1), product, left, points * left + rest * split.LeftShare, split.LeftLeaf);
            Pass(ref Unsafe.Add(ref first, 2 * k + 2), product, right, points * right + rest * split.RightShare, split.RightLeaf);
        }

        for (var k = nodes.Length - 1; k >= 0; k--)
        {
            ref readonly var split = ref tree.Splits[k];
            ref readonly var above = ref Unsafe.Add(ref first, split.Above);
            ref readonly var left = ref Unsafe.Add(ref first, 2 * k + 1);
            ref readonly var right = ref Unsafe.Add(ref first, 2 * k + 2);
            Unsafe.Add(ref first, split.Parent).Sum += left.Sum + right.Sum;

            // Replaces what the leaves below contributed at the feature's previous split.
            var before = above.Inverse * (above.One - split.AboveShare);
            contributions[nodes[k].Feature] += left.Sum * (left.Inverse * (left.One - split.LeftShare) - before)
                + right.Sum * (right.Inverse * (right.One - split.RightShare) - before);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Passage passage, Vector256<double> product, double one, Vector256<double> factor, double leaf)
    {
        passage.One = one;
        passage.Inverse = Vector256<double>.One / factor;
        passage.Product = product * factor;
        passage.Sum = passage.Product * leaf;
    }

    /// <summary>Returns the mean contribution of a subtree over the training rows.</summary>
    private double Mean(int at)
    {
        if (at < 0)
        {
            return _leaves[~at];
        }

        var (left, right) = (Cover(_nodes[at].Left), Cover(_nodes[at].Right));
        return (Mean(_nodes[at].Left) * left + Mean(_nodes[at].Right) * right) / (left + right);
    }

    private double Cover(int at) => at < 0 ? _leafCovers[~at] : _nodeCovers[at];

    private (PassageTree[] Trees, int MaxPassages) PassagesOfAll()
    {
        PassageTree[] trees = [.. _roots.Select(PassagesOf)];
        return (trees, 2 * trees.Select(tree => tree.Splits.Length).DefaultIfEmpty().Max() + 1);
    }

    /// <summary>Precomputes the passages of a tree, so that an explanation does not search.</summary>
    private PassageTree PassagesOf(int root)
    {
        var splits = new List<PassageSplit>();
        var path = new List<(int Feature, int Passage, double Share)>();
        var distinct = 0;
        Visit(root, 0);
        return new(Math.Max(root, 0), [.. splits], Quadrature.Of((distinct + 1) / 2));

        void Visit(int at, int parent)
        {
            if (at < 0)
            {
                distinct = Math.Max(distinct, path.DistinctBy(step => step.Feature).Count());
                return;
            }

            var node = _nodes[at];
            var place = path.FindLastIndex(step => step.Feature == node.Feature);
            var (_, above, share) = place < 0 ? (0, 0, 1) : path[place];
            var left = Cover(node.Left) / (Cover(node.Left) + Cover(node.Right));
            var k = splits.Count;
            splits.Add(new(parent, above, share, share * left, share * (1 - left), Leaf(node.Left), Leaf(node.Right)));
            Follow(node.Left, 2 * k + 1, share * left);
            Follow(node.Right, 2 * k + 2, share * (1 - left));

            void Follow(int child, int passage, double lets)
            {
                path.Add((node.Feature, passage, lets));
                Visit(child, passage);
                path.RemoveAt(path.Count - 1);
            }
        }

        double Leaf(int at) => at < 0 ? _leaves[~at] : 0;
    }

    /// <summary>A tree in the form used by explanations.</summary>
    /// <param name="FirstNode">Its root; the other nodes follow, in the order of the splits.</param>
    /// <param name="Splits">One per node.</param>
    /// <param name="Rule">A rule that is exact for the maximum number of distinct features on a path.</param>
    private sealed record PassageTree(int FirstNode, PassageSplit[] Splits, Quadrature Rule);

    /// <summary>A split in the form used by explanations.</summary>
    /// <param name="Parent">The passage that leads to it.</param>
    /// <param name="Above">The passage taken at the previous split on the same feature; 0 for none.</param>
    /// <param name="AboveShare">The share of rows that the feature lets through so far.</param>
    /// <param name="LeftShare">The share of rows that it lets through on the left.</param>
    /// <param name="RightShare">The share of rows that it lets through on the right.</param>
    /// <param name="LeftLeaf">The value of the leaf on the left, or 0.</param>
    /// <param name="RightLeaf">The value of the leaf on the right, or 0.</param>
    private readonly record struct PassageSplit(int Parent, int Above, double AboveShare, double LeftShare, double RightShare,
        double LeftLeaf, double RightLeaf);

    /// <summary>A passage for one row, at four points.</summary>
    private struct Passage
    {
        /// <summary>The product of the factors of all features on the path, with the weights.</summary>
        public Vector256<double> Product;

        /// <summary>The reciprocal of the factor of the passage's feature.</summary>
        public Vector256<double> Inverse;

        /// <summary>The contribution of the leaves below.</summary>
        public Vector256<double> Sum;

        /// <summary>1 if all splits on the path that test the feature let the row through, else 0.</summary>
        public double One;
    }
}
