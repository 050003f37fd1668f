using System.Globalization;

namespace FraudWeb.Core.Dashboard;

/// <summary>Durations in steps of a quarter of an octave, so that a percentile read from counts is off by a tenth at most.
/// A bucket's text is its number: bucket n holds from 2^(n/4) up to 2^((n+1)/4) microseconds.</summary>
public static class LatencyBuckets
{
    /// <summary>How many there are: up to the largest duration that is kept, 2³¹ µs.</summary>
    public const int Count = (31 * StepsPerOctave) + 1;

    private const int StepsPerOctave = 4;
    private static readonly double[] Edges = [.. Enumerable.Range(0, Count + 1).Select(n => Math.Pow(2, n / (double)StepsPerOctave))];

    /// <summary>The bucket of a duration; below 1 µs counts as 1 µs.</summary>
    public static int Of(int microseconds)
    {
        var at = Array.BinarySearch(Edges, Math.Max(1, microseconds));
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>The duration, in microseconds, that a share of all durations does not exceed; null when there are none.</summary>
    /// <param name="counts">Bucket texts with their counts, in any order; a bucket may come more than once.</param>
    /// <param name="share">0 to 1, such as 0.99.</param>
    public static double? Percentile(IEnumerable<KeyValuePair<string, long>> counts, double share)
    {
        var byBucket = new long[Count];
        foreach (var (bucket, count) in counts)
        {
            byBucket[int.Parse(bucket, CultureInfo.InvariantCulture)] += count;
        }

        var left = share * byBucket.Sum();
        for (var n = 0; n < Count; n++)
        {
            if (byBucket[n] > 0 && left <= byBucket[n])
            {
                // Within a bucket as if its durations lay evenly.
                return Edges[n] + ((Edges[n + 1] - Edges[n]) * left / byBucket[n]);
            }

            left -= byBucket[n];
        }

        return null;
    }
}
