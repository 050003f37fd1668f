using System.Globalization;
using System.Text;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Writes a model in ML.NET's format: a pipeline over columns named as in the schema, which <c>mlContext.Model.Load</c> opens in a program
/// that does not know FraudWeb. It is written directly in the format, without ML.NET, and contains no time, so the same model gives the
/// same bytes on every machine.
/// </summary>
internal static class ModelZip
{
    /// <summary>The name of the feature vector's column.</summary>
    public const string Features = "Features";

    /// <summary>The name of a component's entry.</summary>
    public const string Component = "Model.key";

    /// <summary>The version of ML.NET that defines the format.</summary>
    private const string MlNetVersion = "5.0.1";

    /// <summary>The probability from which on ML.NET's own column <c>PredictedLabel</c> is true.</summary>
    private const float Threshold = 0.5f;

    /// <summary>Writes the archive.</summary>
    /// <param name="stream">The destination; the archive's offsets count from its beginning.</param>
    /// <param name="model">The model.</param>
    /// <param name="vectorColumn">The column of a feature vector as the pipeline's input; null for the schema's own columns.</param>
    /// <exception cref="NotSupportedException">ML.NET can't express the model.</exception>
    public static void Write(Stream stream, FraudModel model, string? vectorColumn = null)
    {
        var slots = new FieldSlots(model.Schema);
        using var zip = new StoredZip(stream);
        zip.Add("TrainingInfo/Version.txt", Encoding.ASCII.GetBytes(MlNetVersion + "\n"));
        var steps = vectorColumn is null ? PipelineSteps.Of(model.Predictor, slots) : [];
        foreach (var (name, content) in PipelineSteps.Chain([.. steps, Prediction(model, slots, vectorColumn ?? Features)]))
        {
            zip.Add($"TransformerChain/{name}", content);
        }

        zip.Add("Schema", vectorColumn is null ? SchemaEntry.Of(slots) : SchemaEntry.OfVector(vectorColumn, slots.Count));
        zip.Finish();
    }

    /// <summary>Describes the steps of a model's pipeline.</summary>
    public static IReadOnlyList<string> Describe(FraudModel model) =>
    [
        .. PipelineSteps.Describe(model.Predictor, new(model.Schema)),
        model.Predictor is TreeEnsemble trees
            ? FormattableString.Invariant(
                $"FastTreeBinaryModelParameters of {trees.TreeCount + 1} trees, the first of them the start value")
            : "LinearBinaryModelParameters",
        FormattableString.Invariant($"PlattCalibrator with slope {-model.Calibration.Slope} and offset {-model.Calibration.Intercept}"),
    ];

    private static (string Name, byte[] Content)[] Prediction(FraudModel model, FieldSlots slots, string features)
    {
        var (kind, predictor, width) = model.Predictor switch
        {
            TreeEnsemble trees => (new Component("FTWTCALP", "FeatWCaliPredExec"), TreesEntry.Of(trees, slots), slots.Count),
            LinearModel linear => (new Component("PMIXCALP", "PMixCaliPredExec"), LinearEntry.Of(linear, slots), 2 * slots.Count),
            _ => throw new NotSupportedException($"A {model.Predictor.GetType().Name} can't be written as a model of ML.NET."),
        };
        using var calibrated = new ComponentWriter(kind);
        using var prediction = new ComponentWriter(new("BIN PRED", "BinaryPredXfer"));
        prediction.WriteString(features);
        prediction.Body.Write(Threshold);
        prediction.WriteString("Probability");
        return
        [
            ($"Model/Predictor/{Component}", predictor),
            .. Calibrator(model.Calibration),
            ($"Model/{Component}", calibrated.ToArray()),
            ("TrainSchema", SchemaEntry.OfVector(features, width)),
            (Component, prediction.ToArray()),
        ];
    }

    private static IEnumerable<(string Name, byte[] Content)> Calibrator(Calibration calibration)
    {
        // ML.NET defines it as 1 / (1 + exp(A x + B)).
        var (a, b) = (-calibration.Slope, -calibration.Intercept);
        var text = string.Create(CultureInfo.InvariantCulture, $"Platt calibrator\nP(y=1|x) = 1/1+exp(A*x + B)\nA={a:R}\nB={b:R}\n");
        yield return ("Model/Calibrator/Calibrator.txt", Encoding.UTF8.GetBytes(text));
        using var entry = new ComponentWriter(new("PLATTCAL", "PlattCaliExec"));
        entry.Body.Write(a);
        entry.Body.Write(b);
        yield return ($"Model/Calibrator/{Component}", entry.ToArray());
    }
}
