using System.Numerics;
using System.Runtime.CompilerServices;

namespace FraudWeb.Core.Scoring;

/// <summary>A split as <see cref="QuickScorer"/> takes it.</summary>
/// <param name="Feature">The feature asked.</param>
/// <param name="Tree">The tree that asks.</param>
/// <param name="Threshold">Values above it go right.</param>
/// <param name="Categories">One bit a category that goes left; null for a threshold.</param>
/// <param name="MissingLeft">Whether a missing value goes left.</param>
/// <param name="LeavesOnLeft">One bit a leaf of the tree, from left to right, that a row which goes right can't reach any more.</param>
internal sealed record Question(int Feature, int Tree, float Threshold, ulong[]? Categories, bool MissingLeft, uint LeavesOnLeft);

/// <summary>The intervals of one feature's values within which all trees answer alike: those between thresholds, or single categories with
/// all unknown ones at the end; and one, the last, for a missing value.</summary>
internal sealed class QuickFeature
{
    private readonly Question[] _questions;
    private readonly float[] _thresholds;
    private readonly int _categories;

    public QuickFeature(Question[] questions)
    {
        _questions = questions;
        _thresholds = [.. questions.Where(ask => ask.Categories is null).Select(ask => ask.Threshold).Distinct().Order()];
        _categories = questions.Max(ask => (ask.Categories?.Length ?? 0) * 64);
        Intervals = (_categories > 0 ? _categories : _thresholds.Length) + 2;
    }

    /// <summary>The feature's place in a row.</summary>
    public int Position => _questions[0].Feature;

    /// <summary>How many intervals there are.</summary>
    public int Intervals { get; }

    /// <summary>Whether two searches find the interval; always so for trees learned from bins of one byte.</summary>
    public bool IsSearchable => _thresholds.Length <= ThresholdSearch.MaxThresholds;

    /// <summary>The splits of some trees that ask for the feature.</summary>
    public Question[] AskedBy(Func<int, bool> tree) => [.. _questions.Where(ask => tree(ask.Tree))];

    /// <summary>Whether a value of an interval goes right.</summary>
    public bool GoesRight(Question ask, int interval)
    {
        if (interval == Intervals - 1)
        {
            return !ask.MissingLeft;
        }

        return ask.Categories is { } bits
            ? interval >= bits.Length * 64 || (bits[interval / 64] >> (interval % 64) & 1) == 0
            : interval > 0 && ask.Threshold <= _thresholds[interval - 1];
    }

    /// <summary>A split as it moves rows whose bins are their intervals and one, and 0 for a missing value.</summary>
    public RowMove MoveOf(Question ask, int column)
    {
        var (from, to) = ((byte)BitOperations.TrailingZeroCount(ask.LeavesOnLeft), (byte)(32 - BitOperations.LeadingZeroCount(ask.LeavesOnLeft)));
        return ask.Categories is null
            ? new(column, (byte)(Array.IndexOf(_thresholds, ask.Threshold) + 1), ask.MissingLeft, from, to)
            : new(column, bin => bin == 0 ? ask.MissingLeft : bin < Intervals && !GoesRight(ask, bin - 1), from, to);
    }

    /// <summary>The search for the interval of a value.</summary>
    /// <param name="searched">Takes the thresholds, in the order in which they are searched.</param>
    /// <param name="linesStart">Where the scorer keeps the first interval's places.</param>
    public IntervalSearch Search(List<float> searched, int linesStart)
    {
        var start = searched.Count;
        searched.AddRange(ThresholdSearch.Arrange(_thresholds));
        return new(Position, _categories, Intervals - 1, start, linesStart);
    }
}

/// <summary>Finds the interval of a feature's value.</summary>
/// <param name="Position">The feature's place in a row.</param>
/// <param name="Categories">How many categories are told apart; 0 for a number.</param>
/// <param name="Missing">The interval of a missing value.</param>
/// <param name="Start">Where the thresholds searched begin.</param>
/// <param name="LinesStart">Where the scorer keeps the first interval's places.</param>
internal readonly record struct IntervalSearch(int Position, int Categories, int Missing, int Start, int LinesStart)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(float value, ref float searched)
    {
        if (float.IsNaN(value))
        {
            return Missing;
        }

        return Categories > 0
            ? (int)Math.Min((uint)value, (uint)Categories)
            : ThresholdSearch.CountBelow(ref Unsafe.Add(ref searched, Start), value);
    }
}
