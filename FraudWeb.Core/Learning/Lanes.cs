using System.Runtime.Intrinsics;

namespace FraudWeb.Core.Learning;

/// <summary>What a vector's lanes come to.</summary>
internal static class Lanes
{
    /// <summary>The sum, one lane after the other, so that it is the same on every machine.</summary>
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
