namespace FraudWeb.Core.Scoring;

/// <summary>Scores transactions by one model and decides on them by one policy. Form, API, batch, command line and demo history all
/// decide here. If the model fails, by an exception or a score that is not a number, the transaction goes to review and is never
/// approved. Immutable; the same values give the same outcome.</summary>
/// <param name="model">The model that scores.</param>
/// <param name="policy">The policy that decides.</param>
public sealed class Decider(FraudModel model, Policy policy)
{
    private static readonly Score NoScore = new(double.NaN, double.NaN);

    /// <summary>The model that scores.</summary>
    public FraudModel Model => model;

    /// <summary>The policy that decides.</summary>
    public Policy Policy => policy;

    /// <summary>Scores one row of values, given in the schema's order, and decides on it.</summary>
    public Outcome Decide(ReadOnlySpan<double> values)
    {
        try
        {
            return Decide(model.Score(values));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(null, Policy.Unscored, e);
        }
    }

    /// <summary>Decides on a score, which may be <c>NaN</c>.</summary>
    public Outcome Decide(Score score) =>
        double.IsNaN(score.Probability) ? new(null, Policy.Unscored) : new(score, policy.Decide(score.Probability));

    /// <summary>Scores many rows in blocks, for <see cref="Decide(Score)"/> to decide on each. The score of a row that the model fails on
    /// is <c>NaN</c>.</summary>
    /// <param name="values">The rows, one after another, in the schema's order.</param>
    /// <param name="scores">One score per row.</param>
    public void Score(ReadOnlySpan<double> values, Span<Score> scores)
    {
        try
        {
            model.Score(values, scores);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ArgumentOutOfRangeException))
        {
            // Some row of the block fails, but it is unknown which.
            var width = model.Schema.Fields.Length;
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] = Decide(values.Slice(row * width, width)).Score ?? NoScore;
            }
        }
    }
}
