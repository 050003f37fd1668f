using System.Text;
using System.Text.Json.Nodes;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Schema;
using FraudWeb.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FraudWeb.Tests.Scoring;

[Trait("Requirement", "IN12")]
public class AnyTransactionTests
{
    public static TheoryData<FraudModel> Models => [MadeModels.Trees(1), MadeModels.Linear(1)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Any_valid_transaction_gets_a_probability_with_reasons_that_add_up(FraudModel model) =>
        Prop.ForAll(ValidTransactions.Of(model.Schema), (JsonObject body) =>
        {
            var values = Cards.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), model.Schema).Transaction!.Values.ToArray();
            var score = model.Score(values);
            var explanation = model.Explain(values);
            var sum = explanation.BaseValue + explanation.Reasons.Sum(reason => reason.Contribution);

            Assert.InRange(score.Probability, 0, 1);
            Assert.True(double.IsFinite(score.LogOdds));
            Assert.Equal(score.LogOdds, explanation.LogOdds);
            Assert.Equal(model.Schema.Fields.Length, explanation.Reasons.Length);
            Assert.Equal(1, sum == explanation.LogOdds ? 1 : sum / explanation.LogOdds, 1e-9);
            Assert.Equal(score.Probability, model.Calibration.Probability(explanation.LogOdds));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(12, 1));
}
