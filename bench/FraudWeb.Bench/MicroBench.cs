using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Scoring;
using Perfolizer.Horology;

namespace FraudWeb.Bench;

/// <summary>Benchmarks one row, a block and an explanation with BenchmarkDotNet, on the model of <see cref="EngineBench"/>.</summary>
[MemoryDiagnoser]
public class MicroBench
{
    private const int Rows = 512;

    private static FraudModel _model = null!;
    private static double[] _values = [];
    private static float[] _features = [];

    private readonly Score[] _scores = new Score[Rows];
    private readonly double[] _logOdds = new double[Rows];
    private readonly double[] _contributions = new double[SyntheticRows.Features];
    private int _row;

    internal static int Run(string folder)
    {
        _model = Training.Train(SyntheticRows.Read(Path.Combine(folder, "train.f32")), EngineBench.Options, DateTimeOffset.UnixEpoch);
        _values = EngineBench.Values(SyntheticRows.Read(Path.Combine(folder, "test.f32")));
        _features = Array.ConvertAll(_values, value => (float)value);

        // In this process, because it has the model. Bounded, because on a busy machine no number of rounds is enough.
        var job = Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(200)).WithMaxIterationCount(20)
            .WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath("artifacts/benchmarks");
        return BenchmarkRunner.Run<MicroBench>(config).HasCriticalValidationErrors ? 1 : 0;
    }

    /// <summary>Values to probability, with another row each time.</summary>
    [Benchmark]
    public Score OneRow() => _model.Score(Next(_values));

    /// <summary>Features to log-odds.</summary>
    [Benchmark]
    public double OneRowLogOdds() => _model.Predictor.LogOdds(Next(_features));

    /// <summary>Values to probabilities.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void Block() => _model.Score(_values.AsSpan(0, Rows * SyntheticRows.Features), _scores);

    /// <summary>Features to log-odds.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public void BlockLogOdds() => _model.Predictor.LogOdds(_features.AsSpan(0, Rows * SyntheticRows.Features), _logOdds);

    /// <summary>The contributions of an explanation.</summary>
    [Benchmark]
    public double Contributions() => _model.Predictor.Explain(Next(_features), _contributions);

    /// <summary>The explanation with its reasons in order.</summary>
    [Benchmark]
    public Explanation Explanation() => _model.Explain(Next(_values));

    private ReadOnlySpan<T> Next<T>(T[] rows)
    {
        _row = (_row + 1) % (rows.Length / SyntheticRows.Features);
        return rows.AsSpan(_row * SyntheticRows.Features, SyntheticRows.Features);
    }
}
