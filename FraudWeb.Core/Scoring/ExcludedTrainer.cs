namespace FraudWeb.Core.Scoring;

/// <summary>A trainer that was not compared with the others, because its model would not be what the schema asks for.</summary>
/// <param name="Trainer">Its wire name, such as <c>fasttree</c>.</param>
/// <param name="Reason">Why, in words: <c>can't hold the monotone constraint on amount</c>.</param>
public sealed record ExcludedTrainer(string Trainer, string Reason);
