using System.Runtime.InteropServices;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Writes trees as ML.NET's <c>FastTreeBinaryModelParameters</c>. A split on a number is the same in both. A set of categories becomes a
/// categorical split over one-hot slots, with its children swapped, because ML.NET goes right if a slot is set. A missing
/// number is compared as minus infinity, which goes left, or as NaN, which goes right; a missing category has no slot set.
/// </summary>
internal static class TreesEntry
{
    private static readonly Component FastTree = new("FTREE BC", "FastTreeBinaryExec", "Microsoft.ML.FastTree", 0x00010005, 0x00010005);

    /// <summary>Returns the bytes of the entry.</summary>
    /// <exception cref="NotSupportedException">A number is split by a set of categories, which ML.NET does not support.</exception>
    public static byte[] Of(TreeEnsemble trees, FieldSlots slots)
    {
        using var entry = new ComponentWriter(FastTree);
        entry.Body.Write(sizeof(float));
        entry.Body.Write(trees.TreeCount + 1);

        // ML.NET ignores the ensemble's bias when it scores, so the start value is a tree.
        new Tree(slots).Write(entry.Body, new LeafNode { Value = trees.Start, Cover = 1 });
        for (var i = 0; i < trees.TreeCount; i++)
        {
            new Tree(slots).Write(entry.Body, trees.Tree(i));
        }

        entry.Body.Write(0.0);
        entry.WriteString(null);
        entry.WriteString(null);
        entry.Body.Write(slots.Count);
        return entry.ToArray();
    }

    /// <summary>A tree in ML.NET's layout: one array per property of a node, parents before their children.</summary>
    private sealed class Tree(FieldSlots slots)
    {
        private const byte Regression = 0;
        private const double Weight = 1;

        private readonly List<int> _left = [];
        private readonly List<int> _right = [];
        private readonly List<int> _features = [];
        private readonly List<(int Node, int[] Slots)> _sets = [];
        private readonly List<float> _thresholds = [];
        private readonly List<float> _missing = [];
        private readonly List<double> _leaves = [];

        public void Write(BinaryWriter writer, TreeNode root)
        {
            // ML.NET requires at least one split per tree.
            Add(root is SplitNode ? root : new SplitNode { Feature = 0, MissingLeft = false, Cover = 2, Left = root, Right = root });
            writer.Write(Regression);
            writer.Write(_leaves.Count);
            writer.Write(0.0);
            writer.Write(Weight);
            WriteArray<int>(writer, _left);
            WriteArray<int>(writer, _right);
            WriteArray<int>(writer, _features);
            writer.Write(_sets.Count);
            foreach (var (node, _) in _sets)
            {
                writer.Write(node);
            }

            foreach (var (_, set) in _sets)
            {
                WriteArray<int>(writer, set);
                writer.Write(set[0]);
                writer.Write(set[^1]);
            }

            // Bin thresholds and gains are only for training. Readers expect one per node.
            WriteArray<uint>(writer, new uint[_left.Count]);
            WriteArray<float>(writer, CollectionsMarshal.AsSpan(_thresholds));
            WriteArray<float>(writer, CollectionsMarshal.AsSpan(_missing));
            WriteArray<double>(writer, CollectionsMarshal.AsSpan(_leaves));
            WriteArray<double>(writer, new double[_left.Count]);
            writer.Write(0);
            writer.Write(0);
        }

        private int Add(TreeNode node)
        {
            if (node is not SplitNode split)
            {
                _leaves.Add(((LeafNode)node).Value);
                return ~(_leaves.Count - 1);
            }

            var at = _left.Count;
            _left.Add(0);
            _right.Add(0);
            var (yes, no) = slots.IsCategory(split.Feature) ? AddCategories(split, at) : AddNumber(split);
            _left[at] = Add(yes);
            _right[at] = Add(no);
            return at;
        }

        private (TreeNode Left, TreeNode Right) AddNumber(SplitNode split)
        {
            if (split.Categories is not null)
            {
                throw new NotSupportedException(
                    $"The field {slots.Schema.Fields[split.Feature].Name} is not a category, but is split by a set of categories.");
            }

            AddSplit(slots.First(split.Feature), split.Threshold, split.MissingLeft ? float.NegativeInfinity : float.NaN);
            return (split.Left, split.Right);
        }

        private (TreeNode Left, TreeNode Right) AddCategories(SplitNode split, int at)
        {
            // If missing values go left, the categories that go right are tested instead, because a missing category has no slot to test.
            var first = slots.First(split.Feature);
            int[] set = [.. Enumerable.Range(0, slots.CountOf(split.Feature)).Where(
                choice => GoesLeft(split, choice) != split.MissingLeft).Select(choice => first + choice)];
            if (set.Length == 0)
            {
                // All rows go the same way. A threshold can express that; an empty set can't.
                AddSplit(first, split.MissingLeft ? float.PositiveInfinity : float.NegativeInfinity, float.NaN);
                return (split.Left, split.Right);
            }

            _sets.Add((at, set));
            AddSplit(first, 0.5f, float.NaN);
            return split.MissingLeft ? (split.Left, split.Right) : (split.Right, split.Left);
        }

        private void AddSplit(int slot, float threshold, float missing)
        {
            _features.Add(slot);
            _thresholds.Add(threshold);
            _missing.Add(missing);
        }

        private static bool GoesLeft(SplitNode split, int choice) => split.Categories is { } bits
            ? choice < bits.Length * 64 && (bits[choice >> 6] >> (choice & 63) & 1) != 0
            : choice <= split.Threshold;

        private static void WriteArray<T>(BinaryWriter writer, List<T> items)
            where T : unmanaged => WriteArray<T>(writer, CollectionsMarshal.AsSpan(items));

        private static void WriteArray<T>(BinaryWriter writer, ReadOnlySpan<T> items)
            where T : unmanaged
        {
            writer.Write(items.Length);
            writer.Write(MemoryMarshal.AsBytes(items));
        }
    }
}
