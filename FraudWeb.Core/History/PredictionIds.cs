using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Core.History;

/// <summary>Generates ids that rise in the order of the calls, even within a millisecond and if the clock steps back a little. If it
/// steps back further than <see cref="MaxLead"/>, it was ahead before, and ids follow it back: otherwise all later predictions would have
/// the time of that one glance ahead.</summary>
public sealed partial class PredictionIds(TimeProvider clock, ILogger<PredictionIds> logger)
{
    /// <summary>How far ids may be ahead of the clock. Corrections by a time server are smaller.</summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromSeconds(5);

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
            if (_last.Timestamp - moment > MaxLead)
            {
                LogClockSteppedBack(_last.Timestamp - moment, moment);
                _last = default;
            }

            // Within a millisecond, the last id rises by a random step: still in order, still not predictable.
            return _last = fresh > _last ? fresh : After(_last, BitConverter.ToUInt32(random));
        }
    }

    private static PredictionId After(PredictionId id, uint step)
    {
        var low = id.Low + step + 1;
        return new(low < id.Low ? id.High + 1 : id.High, low);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The clock went back by {Step}. Predictions have the time of the clock again, from {Now:u} on; some before are dated later.")]
    private partial void LogClockSteppedBack(TimeSpan step, DateTimeOffset now);
}
