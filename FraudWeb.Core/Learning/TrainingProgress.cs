namespace FraudWeb.Core.Learning;

/// <summary>The progress of a training.</summary>
/// <param name="Stage">The current stage, in words.</param>
/// <param name="Done">The number of completed steps of this stage.</param>
/// <param name="Total">The number of steps of this stage; it may end earlier, for example when more trees don't help.</param>
/// <param name="Loss">The mean log loss on unseen rows, in nats, if known.</param>
public readonly record struct TrainingProgress(string Stage, int Done, int Total, double? Loss = null);
