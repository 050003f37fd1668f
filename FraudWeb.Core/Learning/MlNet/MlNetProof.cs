using System.Globalization;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>Proves that ML.NET gives the model's scores: ML.NET loads the archive written from the model and scores rows around the model's
/// own thresholds and categories.</summary>
public static class MlNetProof
{
    private const int Rows = 1_000;
    private const int Seed = 1;
    private const double MissingShare = 0.1;

    /// <summary>The allowed error of a linear model's single-precision sum, relative to the sum of its absolute parts. ML.NET adds products
    /// in the width of the machine's vectors; each of a few dozen roundings adds at most half of 2⁻²³.</summary>
    private const double LinearTolerance = 1e-5;

    /// <summary>Compares the model's scores with ML.NET's. Trees must give the same bits. A linear model, whose products ML.NET adds in
    /// single precision, must give the same score within a tolerance.</summary>
    /// <returns>The first difference, in one line; null if there is none. Models of file format 1 have no ML.NET part, so null.</returns>
    public static string? FindDifference(FraudModel model)
    {
        if (model.Calibration.IsDouble)
        {
            return null;
        }

        try
        {
            return FindDifference(model, MlNetEngine.Of(model));
        }
        catch (NotSupportedException e)
        {
            return $"ML.NET can't express the model: {e.Message}";
        }
    }

    /// <summary>Compares the model's scores with those of an engine.</summary>
    internal static string? FindDifference(FraudModel model, MlNetEngine engine)
    {
        var random = new SeededRandom(Seed);
        var values = ValuesOf(model);
        var row = new float[values.Length];
        for (var number = 1; number <= Rows; number++)
        {
            for (var field = 0; field < row.Length; field++)
            {
                row[field] = random.Share() < MissingShare ? float.NaN : values[field][random.Below(values[field].Length)];
            }

            var logOdds = model.Predictor.LogOdds(row);
            var ours = (Score: (float)logOdds, Probability: (float)model.Calibration.Probability(logOdds));
            var theirs = engine.Score(row);
            if (model.Predictor is LinearModel linear ? !IsNear(linear, row, ours, theirs, model.Calibration) : !ours.Equals(theirs))
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"row {number} of {Rows} drawn around the model's thresholds scores {ours.Score:R} (probability {ours.Probability:R}), "
                    + $"by ML.NET {theirs.Score:R} ({theirs.Probability:R})");
            }
        }

        return null;
    }

    private static bool IsNear(LinearModel model, float[] row, (float Score, float Probability) ours,
        (float Score, float Probability) theirs, Calibration calibration)
    {
        var parts = Math.Abs(model.Intercept);
        for (var field = 0; field < row.Length; field++)
        {
            var term = model.Terms[field];
            parts += Math.Abs(term.Of(row[field])) + Math.Abs(term.Of(0)) + Math.Abs(term.Missing);
        }

        // The probability is at most a quarter as steep as the score.
        var allowed = LinearTolerance * (1 + parts);
        return Math.Abs(ours.Score - theirs.Score) <= allowed
            && Math.Abs(ours.Probability - theirs.Probability) <= allowed * Math.Max(1, calibration.Slope);
    }

    /// <summary>Returns the decisive values of each field: the thresholds and their neighbours, or all choices.</summary>
    private static float[][] ValuesOf(FraudModel model)
    {
        float[][] values = [.. model.Schema.Fields.Select(field => field.Kind switch
        {
            FieldKind.Category => Enumerable.Range(0, field.Choices.Length).Select(choice => (float)choice).ToArray(),
            FieldKind.Flag => [0, 1],
            _ => [0, (float)(field.Min ?? -1), (float)(field.Max ?? 1_000)],
        })];
        if (model.Predictor is TreeEnsemble trees)
        {
            var thresholds = trees.ThresholdsByFeature;
            for (var field = 0; field < values.Length; field++)
            {
                if (model.Schema.Fields[field].Kind != FieldKind.Category)
                {
                    values[field] = [.. values[field],
                        .. thresholds[field].SelectMany(at => (float[])[float.BitDecrement(at), at, float.BitIncrement(at)])];
                }
            }
        }

        return values;
    }
}
