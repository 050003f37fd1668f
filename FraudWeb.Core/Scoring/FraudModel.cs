using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Scoring;

/// <summary>A trained model with everything that its scores depend on. Immutable: the same transaction always gets the same bits.</summary>
/// <param name="schema">The schema of its transactions.</param>
/// <param name="predictor">Maps features to log-odds.</param>
/// <param name="calibration">Maps log-odds to a probability.</param>
/// <param name="report">The origin and quality of the model.</param>
public sealed class FraudModel(TransactionSchema schema, Predictor predictor, Calibration calibration, TrainingReport report)
{
    private const int StackLimit = 256;
    private const int BlockRows = 512;

    private readonly Func<ReadOnlySpan<float>, double>? _engine;

    private FraudModel(FraudModel model, Func<ReadOnlySpan<float>, double> engine)
        : this(model.Schema, model.Predictor, model.Calibration, model.Report) => _engine = engine;

    /// <summary>The schema of its transactions.</summary>
    public TransactionSchema Schema { get; } = schema;

    /// <summary>Maps features to log-odds.</summary>
    public Predictor Predictor { get; } = predictor.FeatureCount == schema.Fields.Length ? predictor
        : throw new ArgumentException(
            $"The predictor takes {predictor.FeatureCount} features, but the schema has {schema.Fields.Length} fields.", nameof(predictor));

    /// <summary>Maps log-odds to a probability.</summary>
    public Calibration Calibration { get; } = calibration;

    /// <summary>The origin and quality of the model.</summary>
    public TrainingReport Report { get; } = report;

    /// <summary>Scores one row of values, given in the schema's order. Does not allocate for up to 256 fields.</summary>
    public Score Score(ReadOnlySpan<double> values)
    {
        var row = values.Length <= StackLimit ? stackalloc float[values.Length] : new float[values.Length];
        Encode(values, row);
        var logOdds = Predictor.LogOdds(row);
        return new(logOdds, Probability(row, logOdds));
    }

    /// <summary>Scores many rows, with the same bits as one by one.</summary>
    /// <param name="values">The rows, one after another, in the schema's order.</param>
    /// <param name="scores">One score per row.</param>
    public void Score(ReadOnlySpan<double> values, Span<Score> scores)
    {
        var width = Schema.Fields.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, scores.Length * width);
        var rows = ArrayPool<float>.Shared.Rent(BlockRows * width);
        var logOdds = ArrayPool<double>.Shared.Rent(BlockRows);
        for (var from = 0; from < scores.Length; from += BlockRows)
        {
            var count = Math.Min(BlockRows, scores.Length - from);
            Encode(values.Slice(from * width, count * width), rows);
            Predictor.LogOdds(rows.AsSpan(0, count * width), logOdds.AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                scores[from + i] = new(logOdds[i], Probability(rows.AsSpan(i * width, width), logOdds[i]));
            }
        }

        ArrayPool<float>.Shared.Return(rows);
        ArrayPool<double>.Shared.Return(logOdds);
    }

    /// <summary>Explains the score of a row of values.</summary>
    public Explanation Explain(ReadOnlySpan<double> values)
    {
        var row = new float[values.Length];
        Encode(values, row);
        var contributions = new double[values.Length];
        var baseValue = Predictor.Explain(row, contributions);
        var reasons = ImmutableArray.CreateBuilder<Reason>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            reasons.Add(new(Schema.Fields[i], values[i], contributions[i]));
        }

        reasons.Sort((a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)) is var order and not 0
            ? order
            : Schema.PositionOf(a.Field.Name).CompareTo(Schema.PositionOf(b.Field.Name)));
        return new(baseValue, reasons.MoveToImmutable(), Predictor.LogOdds(row));
    }

    /// <summary>Returns the same model with its probabilities computed by another engine, which must give the same bits.</summary>
    /// <param name="engine">Maps features to a probability; thread-safe.</param>
    public FraudModel With(Func<ReadOnlySpan<float>, double> engine) => new(this, engine);

    /// <summary>Returns whether transactions of another schema are valid for this model: the same fields in the same order.</summary>
    public bool Takes(TransactionSchema other) => ReferenceEquals(other, Schema) || other.Json == Schema.Json;

    private double Probability(ReadOnlySpan<float> row, double logOdds) =>
        _engine is null ? Calibration.Probability(logOdds) : _engine(row);

    private static void Encode(ReadOnlySpan<double> values, Span<float> row)
    {
        var i = 0;
        for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
        {
            var (low, high) = (Vector256.Create(values[i..]), Vector256.Create(values[(i + Vector256<double>.Count)..]));
            Vector256.Narrow(low, high).CopyTo(row[i..]);
        }

        for (; i < values.Length; i++)
        {
            row[i] = (float)values[i];
        }
    }
}
