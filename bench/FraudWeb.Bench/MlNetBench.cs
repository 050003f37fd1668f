using System.Diagnostics;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Bench;

/// <summary>Trains ML.NET's FastTree on train.f32 and scores test.f32 with the compiled model and with ML.NET's own PredictionEngine,
/// alternately.</summary>
internal static class MlNetBench
{
    private const int Rows = 20_000;
    private const int Turns = 5;

    public static int Run(string folder)
    {
        var data = SyntheticRows.Read(Path.Combine(folder, "train.f32"));
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var model = Training.Train(data, EngineBench.Options with { Trainer = TrainerKind.FastTree }, DateTimeOffset.UnixEpoch);
        process.Refresh();
        EngineBench.Print("mlnet_training_processor_seconds", (process.TotalProcessorTime - before).TotalSeconds);

        var test = SyntheticRows.Read(Path.Combine(folder, "test.f32"));
        var quality = Training.Evaluate(model, test, 0.5);
        EngineBench.Print("mlnet_auc", quality.Auc);
        EngineBench.Print("mlnet_average_precision", quality.AveragePrecision);
        EngineBench.Print("mlnet_log_loss", quality.LogLoss);
        Compare(model, SyntheticRows.Values(test)[..(Rows * SyntheticRows.Features)]);
        return 0;
    }

    private static void Compare(FraudModel model, double[] values)
    {
        using var zip = new MemoryStream();
        ModelZip.Write(zip, model, ModelZip.Features);
        zip.Position = 0;
        var context = new MLContext();
        using var engine = context.Model.CreatePredictionEngine<Row, Answer>(context.Model.Load(zip, out _));
        var rows = Enumerable.Range(0, Rows)
            .Select(row => new Row { Features = [.. EngineBench.Row(values, row).ToArray().Select(value => (float)value)] }).ToArray();
        var answer = new Answer();
        var unequal = 0;
        for (var row = 0; row < Rows; row++)
        {
            engine.Predict(rows[row], ref answer);
            unequal += answer.Probability == model.Score(EngineBench.Row(values, row)).Probability ? 0 : 1;
        }

        EngineBench.Print("mlnet_unequal_probabilities", unequal);
        var (compiled, theirs, allocated) = (double.PositiveInfinity, double.PositiveInfinity, 0L);
        for (var turn = 0; turn < Turns; turn++)
        {
            compiled = Math.Min(compiled, EngineBench.Best(() =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var row = 0; row < Rows; row++)
                {
                    model.Score(EngineBench.Row(values, row));
                }

                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }));
            theirs = Math.Min(theirs, EngineBench.Best(() =>
            {
                foreach (var row in rows)
                {
                    engine.Predict(row, ref answer);
                }
            }));
        }

        EngineBench.Print("mlnet_compiled_nanoseconds", compiled / Rows * 1e9);
        EngineBench.Print("mlnet_compiled_bytes", (double)allocated / Rows);
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
