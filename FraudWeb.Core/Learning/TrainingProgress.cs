namespace FraudWeb.Core.Learning;

/// <summary>How far a training is.</summary>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Done">Steps of this stage done.</param>
/// <param name="Total">Steps of this stage in all; it may end before, as when more trees don't help.</param>
/// <param name="Loss">Mean log loss on rows that the model has not seen, in nats, where it is known.</param>
public readonly record struct TrainingProgress(string Stage, int Done, int Total, double? Loss = null);
