using System.Collections.Immutable;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning;

/// <summary>Ranks trainers by the average precision of their models on the same rows. The highest wins even if chance can explain its lead,
/// because it is still the best guess. On a tie the first one wins.</summary>
public static class TrainerContest
{
    /// <summary>Enough for the ends of a 95% interval to be stable in the third digit.</summary>
    private const int Resamples = 1_000;

    /// <summary>Ranks the trainers.</summary>
    /// <param name="trainers">Their wire names.</param>
    /// <param name="probabilities">For each trainer, its model's probability of each row.</param>
    /// <param name="labels">1 for fraud, 0 for legitimate; both occur.</param>
    /// <param name="seed">The seed of the resamples.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The candidates, the best first.</returns>
    public static ImmutableArray<TrainerCandidate> Rank(
        IReadOnlyList<string> trainers, IReadOnlyList<double[]> probabilities, byte[] labels, int seed,
        CancellationToken cancellationToken = default)
    {
        var bootstrap = new PairedBootstrap(probabilities, labels, Resamples, seed, cancellationToken);
        int[] order = [.. Enumerable.Range(0, trainers.Count).OrderByDescending(bootstrap.AveragePrecision)];
        return
        [
            .. order.Select(trainer => new TrainerCandidate(
                trainers[trainer], bootstrap.AveragePrecision(trainer), trainer == order[0] ? null : bootstrap.Compare(order[0], trainer))),
        ];
    }
}
