using System.Diagnostics;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace FraudWeb.Bench;

/// <summary>Trains every trainer but boosting on train.f32 and evaluates it on test.f32; scores rows with FastTree's compiled model and
/// with ML.NET's own PredictionEngine, alternately. Boosting trees have the parameters of XGBoost in synthetic.py, all others their
/// defaults.</summary>
internal static class MlNetBench
{
    private const int Rows = 20_000;
    private const int Turns = 5;

    private static LightGbmBinaryTrainer.Options Boosting => new()
    {
        NumberOfIterations = 100,
        NumberOfLeaves = 31,
        LearningRate = 0.2,
        NumberOfThreads = 2,
        Seed = 1,
    };

    public static int Run(string folder)
    {
        var test = SyntheticRows.Read(Path.Combine(folder, "test.f32"));
        var values = EngineBench.Values(test)[..(Rows * SyntheticRows.Features)];
        foreach (var trainer in Enum.GetValues<TrainerKind>().Where(trainer => trainer != TrainerKind.Boosting))
        {
            var options = trainer == TrainerKind.FastTree
                ? EngineBench.Options with { Trainer = trainer } : new() { Trainer = trainer, Threads = 2 };
            var data = SyntheticRows.Read(Path.Combine(folder, "train.f32"));
            var clock = Stopwatch.StartNew();
            var model = Training.Train(data, options, DateTimeOffset.UnixEpoch);
            var seconds = clock.Elapsed.TotalSeconds;
            var (nanoseconds, bytes) = EngineBench.OneRow(model, values);
            Report(model.Report.Trainer, Training.Evaluate(model, test, 0.5), seconds,
                FormattableString.Invariant($" one row {nanoseconds:0} ns, bytes {bytes:0.###}"));
            if (trainer == TrainerKind.FastTree)
            {
                Compare(model, values);
            }
        }

        foreach (var name in LibraryTrainers.Names)
        {
            var data = SyntheticRows.Read(Path.Combine(folder, "train.f32"));
            var clock = Stopwatch.StartNew();
            var model = LibraryTrainers.Train(name, data, Boosting);
            var seconds = clock.Elapsed.TotalSeconds;
            var probabilities = Array.ConvertAll(model(test), probability => (double)probability);
            Report(name, Metrics.Evaluate(probabilities, test.Labels, 0.5), seconds);
        }

        return 0;
    }

    private static void Report(string name, Evaluation quality, double seconds, string more = "") =>
        Console.WriteLine(
            FormattableString.Invariant($"{name} AUC {quality.Auc:0.0000} AP {quality.AveragePrecision:0.0000} ") +
            FormattableString.Invariant($"log loss {quality.LogLoss:0.00000} trained in {seconds:0.0} s{more}"));

    private static void Compare(FraudModel model, double[] values)
    {
        using var zip = new MemoryStream();
        ModelZip.Write(zip, model, ModelZip.Features);
        zip.Position = 0;
        var context = new MLContext();
        using var engine = context.Model.CreatePredictionEngine<Row, Answer>(context.Model.Load(zip, out _));
        Row[] rows = [.. Enumerable.Range(0, Rows).Select(row => EngineBench.Row(values, row).ToArray())
            .Select(row => new Row { Features = Array.ConvertAll(row, value => (float)value) })];
        var answer = new Answer();
        var unequal = 0;
        for (var row = 0; row < Rows; row++)
        {
            engine.Predict(rows[row], ref answer);
            unequal += answer.Probability == model.Score(EngineBench.Row(values, row)).Probability ? 0 : 1;
        }

        EngineBench.Print("mlnet_unequal_probabilities", unequal);
        var (compiled, theirs) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var turn = 0; turn < Turns; turn++)
        {
            compiled = Math.Min(compiled, EngineBench.OneRow(model, values).Nanoseconds);
            theirs = Math.Min(theirs, EngineBench.Best(() =>
            {
                foreach (var row in rows)
                {
                    engine.Predict(row, ref answer);
                }
            }));
        }

        EngineBench.Print("mlnet_compiled_nanoseconds", compiled);
        EngineBench.Print("mlnet_prediction_engine_nanoseconds", theirs / Rows * 1e9);
    }

    private sealed class Row
    {
        [VectorType(SyntheticRows.Features)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Answer
    {
        public float Probability { get; set; }
    }
}
