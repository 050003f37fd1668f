using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>What belongs to a prediction goes and is counted with it.</summary>
internal static class PredictionDeletion
{
    /// <summary>Predictions with all that belongs to them.</summary>
    public static async Task<RecordCounts> CountAsync(this FraudDbContext context, IQueryable<Prediction> predictions, CancellationToken cancel) => new(
        await predictions.LongCountAsync(cancel),
        await predictions.Join(context.Labels, prediction => prediction.Id, label => label.PredictionId, (_, label) => label.Id).LongCountAsync(cancel),
        await predictions.Join(context.Contests, prediction => prediction.Id, contest => contest.PredictionId, (_, contest) => contest.Id).LongCountAsync(cancel));

    /// <summary>Takes out predictions with all that belongs to them, in the transaction of a write.</summary>
    /// <returns>What went.</returns>
    public static async Task<RecordCounts> TakeOutAsync(this FraudDbContext context, IQueryable<PredictionId> ids)
    {
        // Labels and contests would go by themselves; this way they are counted.
        var labels = await context.Labels.Where(label => ids.Contains(label.PredictionId)).ExecuteDeleteAsync();
        var contests = await context.Contests.Where(contest => ids.Contains(contest.PredictionId)).ExecuteDeleteAsync();
        return new(await context.Predictions.Where(prediction => ids.Contains(prediction.Id)).ExecuteDeleteAsync(), labels, contests);
    }
}
