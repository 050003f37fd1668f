using System.Globalization;

namespace FraudWeb.Core.Dashboard;

/// <summary>Durations in steps of a quarter of an octave, so that a percentile read from counts is off by a tenth at most.
/// A bucket's text is its number: bucket n holds from 2^(n/4) up to 2^((n+1)/4) microseconds.</summary>
public static class LatencyBuckets
{
    /// <summary>The number of buckets, up to the longest duration that can be stored, 2³¹ µs.</summary>
    public const int Count = (31 * StepsPerOctave) + 1;

    private const int StepsPerOctave = 4;
    private static readonly double[] Edges = [.. Enumerable.Range(0, Count + 1).Select(n => Math.Pow(2, n / (double)StepsPerOctave))];

    /// <summary>Returns the bucket of a duration. Less than 1 µs counts as 1 µs.</summary>
    public static int Of(int microseconds)
    {
        var at = Array.BinarySearch(Edges, Math.Max(1, microseconds));
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Returns the duration, in microseconds, that a share of all durations does not exceed; null without durations.</summary>
    /// <param name="counts">Bucket texts with their counts, in any order; a bucket may occur more than once.</param>
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
                // Interpolates within a bucket as if its durations were spread evenly.
                return Edges[n] + ((Edges[n + 1] - Edges[n]) * left / byBucket[n]);
            }

            left -= byBucket[n];
        }

        return null;
    }
}
