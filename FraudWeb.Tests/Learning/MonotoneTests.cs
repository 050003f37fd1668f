using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning;

public class MonotoneTests
{
    public static TheoryData<TrainerKind, MonotoneDirection, int> Cases
    {
        get
        {
            var cases = new TheoryData<TrainerKind, MonotoneDirection, int>();
            for (var seed = 1; seed <= 4; seed++)
            {
                foreach (var direction in Enum.GetValues<MonotoneDirection>())
                {
                    cases.Add(TrainerKind.Boosting, direction, seed);
                    cases.Add(TrainerKind.Forest, direction, seed);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_probability_of_a_stored_model_never_moves_against_a_constraint(
        TrainerKind trainer, MonotoneDirection direction, int seed)
    {
        var free = Violations(Train(MonotoneData.Rows(direction: null, seed), trainer, seed), direction, seed);
        var held = Violations(Train(MonotoneData.Rows(direction, seed), trainer, seed), direction, seed);

        Assert.True(free > 0, "nothing to hold: the unconstrained model moves in this direction only");
        Assert.Equal(0, held);
    }

    [Fact]
    public void A_constraint_that_the_data_contradict_costs_accuracy_and_still_uses_the_field()
    {
        var train = MonotoneData.Rows(MonotoneDirection.Increasing);
        var options = new TrainingOptions { Trees = 100, LearningRate = 0.1 };
        var held = Training.Train(train, options, MadeData.Now);
        var free = Training.Train(MonotoneData.Rows(direction: null), options, MadeData.Now);

        Assert.True(Loss(held, train) > Loss(free, train) + 0.01);
        Assert.True(held.Predictor.Importance[MonotoneData.Level] > 0);
    }

    [Theory]
    [InlineData(TrainerKind.Boosting)]
    [InlineData(TrainerKind.Forest)]
    public void A_missing_value_may_be_worse_than_all_others_whatever_the_direction(TrainerKind trainer)
    {
        var random = new Random(7);
        var builder = new Dataset.Builder(new("holes",
        [
            new() { Name = "step", Kind = FieldKind.Integer, Required = false, Monotone = MonotoneDirection.Decreasing },
            new() { Name = "noise", Kind = FieldKind.Number },
        ]));
        for (var i = 0; i < 4_000; i++)
        {
            var step = random.Next(6) is > 0 and var known ? known : double.NaN;
            builder.Add([step, random.NextDouble()], random.NextDouble() < (double.IsNaN(step) ? 0.5 : 0.03));
        }

        var model = Training.Train(builder.Build(), new() { Trainer = trainer, Trees = 60, Leaves = 8, ColumnSampling = 1 }, MadeData.Now);
        Assert.InRange(model.Score([double.NaN, 0.5]).Probability, 0.35, 0.65);
        Assert.InRange(model.Score([1, 0.5]).Probability, 0, 0.1);
    }

    /// <summary>Trains, writes the model file and reads it again.</summary>
    private static FraudModel Train(Dataset data, TrainerKind trainer, int seed)
    {
        var options = new TrainingOptions
        {
            Trainer = trainer,
            Trees = 10 + 15 * seed,
            Leaves = 4 << seed,
            MinLeaf = seed,
            RowSampling = 0.5 + seed / 8.0,
            Seed = seed,
            LearningRate = trainer == TrainerKind.Boosting ? 0.3 : null,
            Ensemble = trainer == TrainerKind.Boosting ? 1 + seed % 2 : null,
        };
        return ModelFile.Read(ModelFile.ToBytes(Training.Train(data, options, MadeData.Now)).Bytes).Model;
    }

    /// <summary>How many steps along the constrained fields, over many rows, move the probability against the direction.</summary>
    private static int Violations(FraudModel model, MonotoneDirection direction, int seed)
    {
        var rows = MonotoneData.Rows(direction: null, seed + 50);
        var row = new float[model.Schema.Fields.Length];
        var sign = direction == MonotoneDirection.Increasing ? 1 : -1;
        var violations = 0;
        for (var i = 0; i < 100; i++)
        {
            rows.CopyRows(i, row);
            violations += Steps(MonotoneData.Level, MonotoneData.Levels);
            rows.CopyRows(i, row);
            violations += Steps(MonotoneData.Flag, [0, 1]);
        }

        return violations;

        int Steps(int field, float[] values)
        {
            var (count, before) = (0, double.NegativeInfinity);
            foreach (var value in values)
            {
                row[field] = value;
                var probability = sign * model.Calibration.Probability(model.Predictor.LogOdds(row));
                count += probability < before ? 1 : 0;
                before = probability;
            }

            return count;
        }
    }

    private static double Loss(FraudModel model, Dataset data) => Training.Evaluate(model, data, 0.5).LogLoss;
}
