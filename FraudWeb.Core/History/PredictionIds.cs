using System.Security.Cryptography;

namespace FraudWeb.Core.History;

/// <summary>Makes ids that rise in the order in which they are asked for, also within a millisecond and when the clock steps
/// back.</summary>
public sealed class PredictionIds(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private PredictionId _last;

    /// <summary>The next id, stamped now.</summary>
    public PredictionId Next() => Next(clock.GetUtcNow());

    /// <summary>The next id for a moment given, such as one in a simulated past.</summary>
    public PredictionId Next(DateTimeOffset moment)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var fresh = new PredictionId(PredictionId.From(moment).High | BitConverter.ToUInt16(random), BitConverter.ToUInt64(random[2..]));
        lock (_gate)
        {
            // Within a millisecond the last id goes up by a random step: still in order, still not to be guessed.
            return _last = fresh > _last ? fresh : After(_last, BitConverter.ToUInt32(random));
        }
    }

    private static PredictionId After(PredictionId id, uint step)
    {
        var low = id.Low + step + 1;
        return new(low < id.Low ? id.High + 1 : id.High, low);
    }
}
