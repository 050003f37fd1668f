using FraudWeb.Core.History;
using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FraudWeb.Core.Privacy;

/// <summary>Counts and deletes predictions together with their labels and contests.</summary>
internal static class PredictionDeletion
{
    /// <summary>Counts predictions with their labels and contests.</summary>
    public static async Task<RecordCounts> CountAsync(
        this FraudDbContext context, IQueryable<Prediction> predictions, CancellationToken cancel) => new(
        await predictions.LongCountAsync(cancel),
        await predictions.Join(context.Labels, prediction => prediction.Id, label => label.PredictionId, (_, label) => label.Id)
            .LongCountAsync(cancel),
        await predictions.Join(context.Contests, prediction => prediction.Id, contest => contest.PredictionId, (_, contest) => contest.Id)
            .LongCountAsync(cancel));

    /// <summary>Deletes predictions with their labels and contests, in the caller's transaction.</summary>
    /// <returns>The number of deleted records.</returns>
    public static async Task<RecordCounts> DeleteAsync(this FraudDbContext context, IQueryable<PredictionId> ids)
    {
        // The database would cascade to labels and contests; deleting them explicitly yields their counts.
        var labels = await context.Labels.Where(label => ids.Contains(label.PredictionId)).ExecuteDeleteAsync();
        var contests = await context.Contests.Where(contest => ids.Contains(contest.PredictionId)).ExecuteDeleteAsync();
        return new(await context.Predictions.Where(prediction => ids.Contains(prediction.Id)).ExecuteDeleteAsync(), labels, contests);
    }
}
