using System.Security.Cryptography;

namespace FraudWeb.Core.History;

/// <summary>Generates ids that rise in the order of the calls, even within a millisecond and if the clock steps back.</summary>
public sealed class PredictionIds(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private PredictionId _last;

    /// <summary>Returns the next id, with the current time.</summary>
    public PredictionId Next() => Next(clock.GetUtcNow());

    /// <summary>Returns the next id for a given moment, such as one in a simulated past.</summary>
    public PredictionId Next(DateTimeOffset moment)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var fresh = new PredictionId(PredictionId.From(moment).High | BitConverter.ToUInt16(random), BitConverter.ToUInt64(random[2..]));
        lock (_gate)
        {
            // Within a millisecond, the last id rises by a random step: still in order, still not predictable.
            return _last = fresh > _last ? fresh : After(_last, BitConverter.ToUInt32(random));
        }
    }

    private static PredictionId After(PredictionId id, uint step)
    {
        var low = id.Low + step + 1;
        return new(low < id.Low ? id.High + 1 : id.High, low);
    }
}
