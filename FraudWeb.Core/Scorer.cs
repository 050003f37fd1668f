using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core;

/// <summary>One served model with the policy. A request takes one scorer and reads, scores, stores and explains with it, so that a
/// promotion in the meantime does not touch the request. Immutable.</summary>
/// <param name="served">The model that scores.</param>
/// <param name="policy">The policy that decides.</param>
public sealed class Scorer(ServedModel served, Policy policy)
{
    private readonly Decider _decider = new(served.Model, policy);

    /// <summary>The model that scores.</summary>
    public ServedModel Served => served;

    /// <summary>The policy that decides.</summary>
    public Policy Policy => policy;

    /// <summary>The schema by which a transaction has to be read.</summary>
    public TransactionSchema Schema => served.Model.Schema;

    /// <summary>Whether the model takes transactions that were read by this schema.</summary>
    public bool Takes(TransactionSchema schema) => served.Model.Takes(schema);

    /// <summary>Scores a transaction and decides on it; nothing is stored.</summary>
    /// <exception cref="ArgumentException">The transaction was read by another schema than the model takes.</exception>
    public Outcome Decide(Transaction transaction)
    {
        Check(transaction);
        return _decider.Decide(transaction.Values);
    }

    /// <summary>Makes the prediction of a transaction from its outcome; nothing is stored.</summary>
    /// <param name="transaction">The transaction that was scored.</param>
    /// <param name="outcome">What <see cref="Decide"/> returned for it.</param>
    /// <param name="id">The id of the prediction, which also holds its time.</param>
    /// <param name="source">Where the transaction came from.</param>
    /// <param name="by">The caller.</param>
    /// <param name="duration">The scoring time.</param>
    /// <param name="label">The label that the prediction is stored with.</param>
    public Prediction Predict(
        Transaction transaction, in Outcome outcome, PredictionId id, PredictionSource source, Actor by, TimeSpan duration,
        Label label = Label.None)
    {
        Check(transaction);
        return new Prediction
        {
            Id = id,
            TransactionId = transaction.Id,
            Source = source,
            AccountId = by.Kind == ActorKind.Account ? by.Id : null,
            KeyId = by.Kind == ActorKind.Key ? by.Id : null,
            ModelVersion = served.Version,
            Schema = Schema,
            Inputs = transaction.ValueArray,
            Probability = outcome.Probability,
            Threshold = policy.Threshold,
            IsFraud = outcome.Verdict.IsFraud,
            RiskLevel = outcome.Verdict.RiskLevel,
            Decision = outcome.Verdict.Decision,
            DurationMicroseconds = (int)Math.Min(int.MaxValue, duration.TotalMicroseconds),
            Label = label,
        };
    }

    /// <summary>Explains the score of a transaction.</summary>
    /// <exception cref="ArgumentException">The transaction was read by another schema than the model takes.</exception>
    public Explanation Explain(Transaction transaction)
    {
        Check(transaction);
        return served.Model.Explain(transaction.Values);
    }

    /// <summary>Explains the score of a prediction that this model made.</summary>
    /// <exception cref="ArgumentException">Another model made it.</exception>
    public Explanation Explain(Prediction prediction) =>
        prediction.ModelVersion == served.Version ? served.Model.Explain(prediction.Inputs)
        : throw new ArgumentException(
            $"The prediction was made by model {ModelVersionName.Of(prediction.ModelVersion)} and can't be explained by {served.Name}.",
            nameof(prediction));

    private void Check(Transaction transaction)
    {
        if (!Takes(transaction.Schema))
        {
            throw new ArgumentException(
                $"Model {served.Name} takes transactions of the schema {Describe(Schema)}, but this one was read by the schema "
                + $"{Describe(transaction.Schema)}. Read and score a transaction with the same scorer.",
                nameof(transaction));
        }
    }

    private static string Describe(TransactionSchema schema) =>
        $"{schema.Name} ({string.Join(", ", schema.Fields.Select(field => field.Name))})";
}
