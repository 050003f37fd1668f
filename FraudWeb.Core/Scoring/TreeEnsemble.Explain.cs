using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Scoring;

/// <content>
/// Exact Shapley values of trees with path-dependent covers (TreeSHAP: Lundberg, Erion and Lee 2018; Lundberg et al. 2020), by way of
/// the multilinear extension (Owen 1972): a leaf of value v whose path asks d distinct features adds to feature i
/// v (oᵢ − zᵢ) ∫₀¹ Π_{j≠i} (y oⱼ + (1−y) zⱼ) dy, where zⱼ is the share of training rows that feature j lets through on the path and
/// oⱼ is 1 when it lets this row through, else 0. The integrand is a polynomial of degree d−1, so a Gauss–Legendre rule of d/2 points
/// gives the integral exactly. Going down, a vector holds the product at every point; coming up, each edge takes its own factor out
/// again. That is linear in the nodes (as Linear TreeSHAP, Yu et al. 2022), and as all factors are above 0, nothing cancels.
/// </content>
public sealed partial class TreeEnsemble
{
    private readonly Shape[] _shapes;

    /// <inheritdoc/>
    public override double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(contributions.Length, FeatureCount);
        var explainer = new Explainer(this, row);
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            explainer.Add(_roots[tree], Quadrature.Of(_shapes[tree].Points));
        }

        explainer.Contributions(contributions);
        return BaseValue;
    }

    /// <summary>The mean over the training rows of what a subtree adds.</summary>
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

    private Shape ShapeOf(int root)
    {
        var path = new Stack<int>();
        var (depth, distinct) = (0, 0);
        Visit(root);
        return new(depth, (distinct + 1) / 2);

        void Visit(int at)
        {
            if (at < 0)
            {
                depth = Math.Max(depth, path.Count);
                distinct = Math.Max(distinct, path.Distinct().Count());
                return;
            }

            path.Push(_nodes[at].Feature);
            Visit(_nodes[at].Left);
            Visit(_nodes[at].Right);
            path.Pop();
        }
    }

    /// <summary>What an exact explanation of a tree asks for.</summary>
    /// <param name="Depth">Splits on its longest path.</param>
    /// <param name="Points">Points of quadrature: half of the most distinct features on a path, rounded up.</param>
    private readonly record struct Shape(int Depth, int Points);

    /// <summary>All splits of a path on one feature, up to some depth: whether they let the row through, and which share of the rows.</summary>
    private readonly record struct Gate(int Feature, double One, double Zero)
    {
        public Vector256<double> At(Vector256<double> y) => y * One + (Vector256<double>.One - y) * Zero;
    }

    /// <summary>The walk over all trees for one row, with room for the products, the sums and the gate of every depth.</summary>
    private ref struct Explainer
    {
        private readonly TreeEnsemble _trees;
        private readonly ReadOnlySpan<float> _row;
        private readonly Vector256<double>[] _contributions;
        private readonly Vector256<double>[] _products;
        private readonly Vector256<double>[] _sums;
        private readonly Vector256<double>[] _inverses;
        private readonly Gate[] _gates;
        private readonly int _stride;
        private Vector256<double>[] _points = [];

        public Explainer(TreeEnsemble trees, ReadOnlySpan<float> row)
        {
            var depth = 1;
            foreach (var shape in trees._shapes)
            {
                depth = Math.Max(depth, shape.Depth + 1);
                _stride = Math.Max(_stride, Quadrature.Of(shape.Points).Points.Length);
            }

            _trees = trees;
            _row = row;
            _contributions = new Vector256<double>[row.Length];
            _products = new Vector256<double>[depth * _stride];
            _sums = new Vector256<double>[depth * _stride];
            _inverses = new Vector256<double>[depth * _stride];
            _gates = new Gate[depth];
        }

        public void Add(int root, Quadrature rule)
        {
            _points = rule.Points;
            rule.Weights.CopyTo(_products, 0);
            if (root >= 0)
            {
                Visit(root, 0);
            }
        }

        public readonly void Contributions(Span<double> contributions)
        {
            for (var i = 0; i < contributions.Length; i++)
            {
                var lanes = _contributions[i];
                contributions[i] = lanes[0] + lanes[1] + (lanes[2] + lanes[3]);
            }
        }

        /// <summary>Leaves in this depth's sums, point by point, what the leaves below a split add.</summary>
        private readonly void Visit(int at, int depth)
        {
            ref readonly var node = ref _trees._nodes[at];
            var feature = node.Feature;
            var goesLeft = _trees.GoesLeft(in node, _row[feature]);
            var left = _trees.Cover(node.Left);
            var share = left / (left + _trees.Cover(node.Right));
            var above = depth - 1;
            while (above >= 0 && _gates[above].Feature != feature)
            {
                above--;
            }

            _sums.AsSpan(depth * _stride, _points.Length).Clear();
            Follow(node.Left, goesLeft ? 1 : 0, share, feature, depth, above);
            Follow(node.Right, goesLeft ? 0 : 1, 1 - share, feature, depth, above);
        }

        /// <summary>Goes to one side of a split.</summary>
        /// <param name="child">The node or leaf there.</param>
        /// <param name="one">Whether the row goes there.</param>
        /// <param name="zero">The share of rows that does.</param>
        /// <param name="feature">The feature asked.</param>
        /// <param name="depth">Of the split.</param>
        /// <param name="above">The depth of the split above that asked the same feature last; -1 for none.</param>
        private readonly void Follow(int child, double one, double zero, int feature, int depth, int above)
        {
            var before = above >= 0 ? _gates[above] : new(feature, 1, 1);
            var gate = _gates[depth] = new(feature, before.One * one, before.Zero * zero);
            var products = _products.AsSpan(depth * _stride, _points.Length);
            var below = _products.AsSpan((depth + 1) * _stride, _points.Length);
            var inverses = _inverses.AsSpan(depth * _stride, _points.Length);
            var inversesBefore = _inverses.AsSpan(Math.Max(above, 0) * _stride, _points.Length);
            for (var i = 0; i < below.Length; i++)
            {
                var factor = gate.At(_points[i]);
                inverses[i] = Vector256<double>.One / factor;
                below[i] = (above >= 0 ? products[i] * inversesBefore[i] : products[i]) * factor;
            }

            var sumsBelow = below;
            if (child >= 0)
            {
                Visit(child, depth + 1);
                sumsBelow = _sums.AsSpan((depth + 1) * _stride, _points.Length);
            }

            var leaf = child < 0 ? _trees._leaves[~child] : 1;
            var sums = _sums.AsSpan(depth * _stride, _points.Length);
            var contribution = Vector256<double>.Zero;
            for (var i = 0; i < sums.Length; i++)
            {
                var sum = sumsBelow[i] * leaf;
                sums[i] += sum;
                contribution += sum * inverses[i] * (gate.One - gate.Zero);
                if (above >= 0)
                {
                    // These leaves were counted at the feature's split above with that split's gate: the final one replaces it.
                    contribution -= sum * inversesBefore[i] * (before.One - before.Zero);
                }
            }

            _contributions[feature] += contribution;
        }
    }
}
