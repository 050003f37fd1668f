using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Batch;
using FraudWeb.Tests.Models;

namespace FraudWeb.Tests.Scoring;

public class DeciderTests
{
    private static readonly Policy Policy = new(Threshold: 0.6, MediumFrom: 0.2, HighFrom: 0.9);

    [Theory]
    [InlineData(-5, false, RiskLevel.Low, Decision.Approve)]
    [InlineData(0, false, RiskLevel.Medium, Decision.Review)]
    [InlineData(1, true, RiskLevel.Medium, Decision.Review)]
    [InlineData(5, true, RiskLevel.High, Decision.Decline)]
    public void A_score_is_decided_on_by_the_policy(double value, bool isFraud, RiskLevel level, Decision decision)
    {
        var decider = new Decider(FirstFieldModel.Of(TransactionSchema.Default), Policy);
        double[] values = [value, 0, 0, 0, 0, 0, 0, 0];
        var outcome = decider.Decide(values);

        Assert.Equal(decider.Model.Score(values), outcome.Score);
        Assert.Equal(new Verdict(isFraud, level, decision), outcome.Verdict);
        Assert.Equal(outcome, decider.Decide(outcome.Score!.Value));
    }

    [Fact, Trait("Requirement", "LC5")]
    public void What_the_model_can_not_score_is_never_approved()
    {
        var notANumber = new Decider(MadeModels.Failing(), new Policy()).Decide([1e30, 1e30]);
        var thrown = Throwing().Decide([1, 0, 0, 0, 0, 0, 0, 13]);

        Assert.Equal((null, Policy.Unscored, null), (notANumber.Score, notANumber.Verdict, notANumber.Failure));
        Assert.Equal((null, Policy.Unscored), (thrown.Score, thrown.Verdict));
        Assert.IsType<InvalidDataException>(thrown.Failure);
    }

    [Fact]
    public void A_row_that_fails_leaves_the_scores_of_the_rest_of_its_block_as_they_are()
    {
        var decider = Throwing();
        var values = new double[700 * 8];
        for (var row = 0; row < 700; row++)
        {
            values[row * 8] = row;
        }

        values[(600 * 8) + 7] = 13;
        var scores = new Score[700];
        decider.Score(values, scores);

        Assert.Equal([600], Enumerable.Range(0, 700).Where(row => double.IsNaN(scores[row].Probability)));
        Assert.All(Enumerable.Range(0, 700).Where(row => row != 600), row => Assert.Equal(row, scores[row].LogOdds));
    }

    private static Decider Throwing() => new(
        new(TransactionSchema.Default, new ThrowingPredictor(), Calibration.None, MadeModels.Linear(1).Report), new Policy());

    /// <summary>The score is the first field; a 13 in the last one is more than it can bear.</summary>
    private sealed class ThrowingPredictor : Predictor
    {
        private static readonly double[] Even = [.. Enumerable.Repeat(0.125, 8)];

        public override int FeatureCount => 8;

        public override ReadOnlySpan<double> Importance => Even;

        public override double LogOdds(ReadOnlySpan<float> row) => row[7] == 13 ? throw new InvalidDataException("13") : row[0];

        public override void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds)
        {
            for (var i = 0; i < logOdds.Length; i++)
            {
                logOdds[i] = LogOdds(rows.Slice(i * 8, 8));
            }
        }

        public override double Explain(ReadOnlySpan<float> row, Span<double> contributions) => throw new InvalidDataException("13");
    }
}
