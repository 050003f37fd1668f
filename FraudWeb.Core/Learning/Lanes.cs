using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Learning;

/// <summary>Operations across the lanes of a vector.</summary>
internal static class Lanes
{
    /// <summary>Returns the sum, lane by lane, so that it is the same on every machine.</summary>
    public static double Sum(Vector256<float> lanes)
    {
        var sum = 0.0;
        for (var i = 0; i < Vector256<float>.Count; i++)
        {
            sum += lanes[i];
        }

        return sum;
    }
}
