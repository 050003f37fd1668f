using System.Diagnostics;
using System.Globalization;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Bench;

/// <summary>Trains on train.f32 and scores test.f32. Prints one figure per line, with its name first; bench/engine.sh creates the table
/// from them.</summary>
internal static class EngineBench
{
    private const int Trainings = 3;
    private const int Rounds = 10;
    private static readonly TimeSpan MinTime = TimeSpan.FromSeconds(1);
    private const int Explained = 1_000;
    private const int ChunkRows = 2_000;

    /// <summary>The parameters of XGBoost in synthetic.py; all others have their defaults.</summary>
    public static TrainingOptions Options { get; } = new() { Trees = 100, Leaves = 31, LearningRate = 0.2, Threads = 2 };

    public static int Run(string folder)
    {
        var model = Train(folder);
        var test = SyntheticRows.Read(Path.Combine(folder, "test.f32"));
        var quality = Training.Evaluate(model, test, 0.5);
        Print("auc", quality.Auc);
        Print("average_precision", quality.AveragePrecision);
        Print("log_loss", quality.LogLoss);

        var values = Values(test);
        var (nanoseconds, bytes) = OneRow(model, values);
        Print("one_row_nanoseconds", nanoseconds);
        Print("one_row_bytes", bytes);
        ScoreAll(model, values, threads: 1);
        ScoreAll(model, values, threads: 2);
        Explain(model, values, threads: 1);
        Explain(model, values, threads: 2);
        return 0;
    }

    /// <summary>Trains on data that is read from the file each time, because a data set caches results that belong to the
    /// training.</summary>
    private static FraudModel Train(string folder)
    {
        FraudModel? model = null;
        for (var i = 0; i < Trainings; i++)
        {
            var data = SyntheticRows.Read(Path.Combine(folder, "train.f32"));
            var before = Environment.WorkingSet;
            var clock = Stopwatch.StartNew();
            model = Training.Train(data, Options, DateTimeOffset.UnixEpoch);
            Print("training_seconds", clock.Elapsed.TotalSeconds);

            // The peak is that of the process so far, so it is valid for the first training only.
            if (i == 0)
            {
                using var process = Process.GetCurrentProcess();
                Print("memory_megabytes", (process.PeakWorkingSet64 - before) / 1e6);
            }
        }

        return model!;
    }

    /// <summary>Returns the rows in the layout of a model's input from the form, the API and CSV: one after another, in double
    /// precision.</summary>
    internal static double[] Values(Dataset data)
    {
        var values = new float[data.Rows * data.Schema.Fields.Length];
        data.CopyRows(0, values);
        return Array.ConvertAll(values, value => (double)value);
    }

    /// <summary>Scores all rows one by one.</summary>
    /// <returns>The nanoseconds and the allocated bytes of a row.</returns>
    internal static (double Nanoseconds, double Bytes) OneRow(FraudModel model, double[] values)
    {
        var features = model.Schema.Fields.Length;
        var rows = values.Length / features;
        var allocated = 0L;
        var seconds = Best(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var row = 0; row < rows; row++)
            {
                model.Score(values.AsSpan(row * features, features));
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        return (seconds / rows * 1e9, (double)allocated / rows);
    }

    private static void ScoreAll(FraudModel model, double[] values, int threads)
    {
        var scores = new Score[values.Length / SyntheticRows.Features];
        var seconds = Best(() => EachChunk(scores.Length, ChunkRows, threads, (from, count) =>
            model.Score(values.AsSpan(from * SyntheticRows.Features, count * SyntheticRows.Features), scores.AsSpan(from, count))));
        Print(FormattableString.Invariant($"batch_rows_a_second_on_{threads}"), scores.Length / seconds);
    }

    private static void Explain(FraudModel model, double[] values, int threads)
    {
        var seconds = Best(() => EachChunk(Explained, 1, threads, (row, _) => model.Explain(Row(values, row))));
        Print(FormattableString.Invariant($"explanation_microseconds_on_{threads}"), seconds / Explained * 1e6);
    }

    internal static ReadOnlySpan<double> Row(double[] values, int row) =>
        values.AsSpan(row * SyntheticRows.Features, SyntheticRows.Features);

    private static void EachChunk(int rows, int chunk, int threads, Action<int, int> work)
    {
        if (threads == 1)
        {
            for (var from = 0; from < rows; from += chunk)
            {
                work(from, Math.Min(chunk, rows - from));
            }

            return;
        }

        Parallel.For(0, (rows + chunk - 1) / chunk, new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => work(i * chunk, Math.Min(chunk, rows - i * chunk)));
    }

    /// <summary>Returns the seconds of the fastest round. Slower rounds include other work of the machine and of the compiler, which needs
    /// some time until the last tier.</summary>
    internal static double Best(Action round)
    {
        var best = double.PositiveInfinity;
        var all = Stopwatch.StartNew();
        for (var i = 0; i < Rounds || all.Elapsed < MinTime; i++)
        {
            var clock = Stopwatch.StartNew();
            round();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }

        return best;
    }

    internal static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.######}"));
}
