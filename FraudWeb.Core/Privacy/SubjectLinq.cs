using FraudWeb.Core.History;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.Privacy;

/// <summary>Queries by subject.</summary>
internal static class SubjectLinq
{
    /// <summary>Returns the predictions of a subject.</summary>
    public static IQueryable<Prediction> PredictionsOf(this FraudDbContext context, Subject subject)
    {
        if (subject.TransactionId is { } transaction)
        {
            return context.Predictions.Where(prediction => prediction.TransactionId == transaction);
        }

        var id = subject.PredictionId!.Value;
        return context.Predictions.Where(prediction => prediction.Id == id);
    }

    /// <summary>Returns the legal holds that protect records of a subject.</summary>
    public static IQueryable<LegalHold> HoldsOf(this FraudDbContext context, Subject subject)
    {
        if (subject.TransactionId is { } transaction)
        {
            return context.LegalHolds.Where(hold => hold.TransactionId == transaction);
        }

        var predictions = context.PredictionsOf(subject);
        return context.LegalHolds.Where(hold => predictions.Any(prediction => prediction.TransactionId == hold.TransactionId));
    }
}
