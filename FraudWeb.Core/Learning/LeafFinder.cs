using System.Runtime.CompilerServices;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>
/// Finds the leaf of every row of a grown tree, whether or not the tree was grown on the row. A tree with few leaves is not walked. Instead
/// its splits are repeated in the order of growth, for many rows at a time, and each moves the rows that go right from the leaf's number to
/// the new one's. This reads columns sequentially and has no unpredictable branches.
/// </summary>
internal sealed class LeafFinder
{
    private const int BlockRows = 512;

    /// <summary>The maximum number of leaves for moving rows: a leaf's number is a byte then.</summary>
    private const int MaxMoved = 256;

    private readonly BinnedData _data;
    private readonly GrowingNode _root;
    private readonly RowMove[] _moves = [];

    /// <summary>Prepares a tree.</summary>
    /// <param name="data">The data in bins.</param>
    /// <param name="root">The tree.</param>
    /// <param name="leaves">The number of leaves.</param>
    public LeafFinder(BinnedData data, GrowingNode root, int leaves)
    {
        (_data, _root) = (data, root);
        if (leaves <= MaxMoved)
        {
            var splits = new List<GrowingNode>();
            Collect(root, splits);
            _moves = [.. splits.OrderBy(node => node.Right!.Number).Select(MoveOf)];
        }
    }

    /// <summary>Computes the leaf number of each row.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="leaves">Receives one number per row.</param>
    public void Find(int from, Span<ushort> leaves)
    {
        if (_moves.Length > 0)
        {
            for (; leaves.Length >= BlockRows; leaves = leaves[BlockRows..], from += BlockRows)
            {
                Move(from, leaves[..BlockRows]);
            }
        }

        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = Walk(from + i);
        }
    }

    [SkipLocalsInit]
    private void Move(int from, Span<ushort> leaves)
    {
        Span<byte> numbers = stackalloc byte[BlockRows];
        numbers.Clear();
        foreach (ref readonly var move in _moves.AsSpan())
        {
            move.Apply(numbers, ref _data.Columns[move.Column][from]);
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            leaves[i] = numbers[i];
        }
    }

    private RowMove MoveOf(GrowingNode node)
    {
        var split = node.Split;
        var (from, to) = ((byte)node.Number, (byte)node.Right!.Number);
        return _data.Features[split.Column].IsCategory
            ? new(split.Column, bin => split.Left.Contains(bin), from, to)
            : new(split.Column, (byte)split.Left.Highest(), split.Left.Contains(0), from, to);
    }

    private ushort Walk(int row)
    {
        var node = _root;
        while (!node.IsLeaf)
        {
            node = node.Split.Left.Contains(_data.Columns[node.Split.Column][row]) ? node.Left! : node.Right!;
        }

        return (ushort)node.Number;
    }

    private static void Collect(GrowingNode node, List<GrowingNode> splits)
    {
        if (!node.IsLeaf)
        {
            splits.Add(node);
            Collect(node.Left!, splits);
            Collect(node.Right!, splits);
        }
    }
}
