namespace FraudWeb.Core.Scoring;

/// <summary>A trainer that was excluded from the comparison, because its model would violate the schema.</summary>
/// <param name="Trainer">Its wire name, such as <c>fasttree</c>.</param>
/// <param name="Reason">The reason, in words: <c>can't hold the monotone constraint on amount</c>.</param>
public sealed record ExcludedTrainer(string Trainer, string Reason);
