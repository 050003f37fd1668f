using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

/// <summary>Random trees and rows, and the plainest way to score them.</summary>
internal sealed class RandomTrees(int seed, int features, bool isFine = false)
{
    private readonly Random _random = new(seed);
    private readonly bool[] _isCategory = [.. Enumerable.Range(0, features).Select(i => i % 3 == 2)];

    /// <summary>A tree with about so many leaves. Every third feature is a category, the others are numbers
    /// with few thresholds, so that rows hit them exactly, unless they are to be fine.</summary>
    public TreeNode Tree(int leaves, int maxDepth = 60)
    {
        if (leaves <= 1 || maxDepth == 0)
        {
            return new LeafNode { Value = _random.NextDouble() * 4 - 2, Cover = _random.Next(1, 1000) };
        }

        var left = _random.Next(1, leaves);
        var feature = _random.Next(features);
        var (l, r) = (Tree(left, maxDepth - 1), Tree(leaves - left, maxDepth - 1));
        return new SplitNode
        {
            Feature = feature,
            Threshold = Number(),
            Categories = _isCategory[feature] ? [(ulong)_random.NextInt64(), (ulong)_random.NextInt64()] : null,
            MissingLeft = _random.Next(2) == 0,
            Left = l,
            Right = r,
            Cover = l.Cover + r.Cover,
        };
    }

    public TreeNode[] Trees(int count, int leaves, int maxDepth = 60) =>
        [.. Enumerable.Range(0, count).Select(_ => Tree(leaves, maxDepth))];

    /// <summary>Values, some missing, some categories that no tree has heard of.</summary>
    public float[] Row() =>
        [.. _isCategory.Select(isCategory => _random.Next(6) == 0 ? float.NaN : isCategory ? _random.Next(140) : Number())];

    public static double Score(TreeNode node, float[] row) => node switch
    {
        LeafNode leaf => leaf.Value,
        SplitNode split => Score(GoesLeft(split, row) ? split.Left : split.Right, row),
        _ => throw new NotSupportedException(),
    };

    public static bool GoesLeft(SplitNode split, float[] row)
    {
        var value = row[split.Feature];
        return float.IsNaN(value) ? split.MissingLeft
            : split.Categories is { } bits ? value < bits.Length * 64 && (bits[(int)value / 64] >> ((int)value % 64) & 1) == 1
            : value <= split.Threshold;
    }

    private float Number() => isFine ? _random.NextSingle() : _random.Next(-8, 9) / 4f;
}
