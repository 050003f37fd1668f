using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Batch;

/// <summary>A model whose score is the first field, so that a test knows every answer.</summary>
internal sealed class FirstFieldModel(int fields) : Predictor
{
    private readonly double[] _importance = [1, .. new double[fields - 1]];

    public override int FeatureCount => fields;

    public override ReadOnlySpan<double> Importance => _importance;

    public static FraudModel Of(TransactionSchema schema) => new(
        schema, new FirstFieldModel(schema.Fields.Length), Calibration.None,
        new("first", DateTimeOffset.UnixEpoch, new Dictionary<string, string>(StringComparer.Ordinal), "", 0, 0, "none", null, []));

    public override double LogOdds(ReadOnlySpan<float> row) => row[0];

    public override void LogOdds(ReadOnlySpan<float> rows, Span<double> logOdds)
    {
        for (var i = 0; i < logOdds.Length; i++)
        {
            logOdds[i] = rows[i * fields];
        }
    }

    public override double Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        contributions.Clear();
        contributions[0] = row[0];
        return 0;
    }
}
