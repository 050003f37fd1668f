using System.Runtime.InteropServices;

namespace FraudWeb.Core.Scoring;

/// <content>The binary format of a tree ensemble, little-endian. Reading validates all content, so every ensemble can be scored and
/// explained.</content>
public sealed partial class TreeEnsemble
{
    /// <summary>The maximum number of nodes, leaves or category words: 1.5 GB of trees.</summary>
    private const int MaxLength = 1 << 25;

    /// <summary>Far beyond any log-odds, and small enough for a finite sum of all leaves.</summary>
    private const double MaxLeafValue = 1e9;

    /// <summary>Writes the trees. Equal trees have the same bytes.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(FeatureCount);
        writer.Write(_start);
        writer.WriteArray(_roots);
        writer.Write(_nodes.Length);
        foreach (var node in _nodes)
        {
            writer.Write(node.Split);
            writer.Write(node.Threshold);
            writer.Write(node.Left);
            writer.Write(node.Right);
        }

        writer.WriteArray(_leaves);
        writer.WriteArray(_categories);
        writer.WriteArray(_nodeCovers);
        writer.WriteArray(_leafCovers);
        writer.WriteArray(_importance);
    }

    /// <summary>Reads trees that <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a tree ensemble; the message has the error.</exception>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public static TreeEnsemble ReadFrom(BinaryReader reader)
    {
        var featureCount = reader.ReadInt32();
        Require(featureCount is > 0 and <= MaxFeatures, $"has {featureCount} features, 1 to {MaxFeatures} are allowed");
        var start = reader.ReadDouble();
        Require(double.IsFinite(start), "starts from a score that is not finite");
        var roots = reader.ReadArray<int>(MaxLength);
        var nodes = MemoryMarshal.Cast<uint, Node>(reader.ReadArray<uint>(MaxLength, wordsPerItem: 4)).ToArray();
        var leaves = reader.ReadArray<double>(MaxLength);
        var categories = reader.ReadArray<ulong>(MaxLength);
        var nodeCovers = reader.ReadArray<double>(MaxLength);
        var leafCovers = reader.ReadArray<double>(MaxLength);
        var importance = reader.ReadArray<double>(MaxFeatures);

        Require(nodeCovers.Length == nodes.Length && leafCovers.Length == leaves.Length && importance.Length == featureCount,
            "has arrays of lengths that don't fit each other");
        Require(leaves.All(value => Math.Abs(value) <= MaxLeafValue), "has a leaf value that is not a number or too large");
        Require(
            nodeCovers.Concat(leafCovers).All(cover => cover > 0 && double.IsFinite(cover)), "has a cover that is not above 0 and finite");
        Require(importance.All(share => share is >= 0 and <= 1), "has an importance outside 0 to 1");
        foreach (var node in nodes)
        {
            Require(node.IsWellFormed && node.Feature < featureCount, $"has a split on feature {node.Feature} of {featureCount}");
            Require(node.IsCategory ? HoldsCategories(categories, node.CategoryStart) : !float.IsNaN(node.Threshold),
                "has a split whose threshold is not a number or whose categories are missing");
        }

        RequireTrees(roots, nodes, leaves.Length);
        return new(featureCount, start, roots, nodes, leaves, categories, nodeCovers, leafCovers, importance);
    }

    private static bool HoldsCategories(ulong[] categories, int start) =>
        start >= 0 && start < categories.Length && categories[start] % 64 == 0
            && categories[start] <= (ulong)(categories.Length - start - 1) * 64;

    /// <summary>Walks every tree in its own order, parents first. A walk that visits all nodes and leaves consecutively, each once, proves
    /// that there are no loops, no shared nodes and no unreachable ones.</summary>
    private static void RequireTrees(int[] roots, Node[] nodes, int leafCount)
    {
        var (node, leaf) = (0, 0);
        foreach (var root in roots)
        {
            Visit(root, 0);
        }

        Require(node == nodes.Length && leaf == leafCount, "has nodes that belong to no tree");

        void Visit(int at, int depth)
        {
            Require(depth <= MaxDepth, $"has a tree deeper than {MaxDepth} splits");
            if (at < 0)
            {
                Require(~at == leaf && leaf++ < leafCount, "has a child that is not its own leaf");
                return;
            }

            Require(at == node && node++ < nodes.Length, "has a child that is not its own node");
            Visit(nodes[at].Left, depth + 1);
            Visit(nodes[at].Right, depth + 1);
        }
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException($"The tree ensemble {fault}.");
        }
    }
}
