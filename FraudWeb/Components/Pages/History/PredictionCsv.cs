using System.Buffers;
using System.Globalization;
using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Components.Pages.History;

/// <summary>Stored predictions as CSV (RFC 4180): the predictions, then the inputs of one schema.</summary>
/// <param name="schema">The schema whose fields get columns.</param>
/// <param name="schemas">The schemas of the model versions.</param>
public sealed class PredictionCsv(TransactionSchema schema, SchemasByVersion schemas)
{
    private static readonly string[] Answered =
    [
        "prediction_id", "timestamp", "transaction_id", "fraud_probability", "is_fraud", "risk_level", "decision", "threshold", "label",
            "model_version",
        "source", "duration_us",
    ];

    public void WriteHeader(IBufferWriter<byte> output) =>
        Write(output, Answered.Concat(
            schema.Fields.Select(field => Answered.Contains(field.Name, StringComparer.Ordinal) ? $"input.{field.Name}" : field.Name)));

    public void WriteRow(Prediction prediction, IBufferWriter<byte> output)
    {
        var own = schemas.Get(prediction.ModelVersion);
        Write(output,
        [
            prediction.Id.ToString(),
            WireTime.Of(prediction.Timestamp),
            prediction.TransactionId ?? "",
            Number(prediction.Probability),
            prediction.IsFraud ? "1" : "0",
            prediction.RiskLevel.ToWireName(),
            prediction.Decision.ToWireName(),
            Number(prediction.Threshold),
            prediction.Label == Label.None ? "" : prediction.Label.ToWireName(),
            ModelVersionName.Of(prediction.ModelVersion),
            prediction.Source.ToWireName(),
            prediction.DurationMicroseconds.ToString(CultureInfo.InvariantCulture),
            .. schema.Fields.Select(field =>
                own.PositionOf(field.Name) is var position and >= 0 ? own.Fields[position].Format(prediction.Inputs[position]) : ""),
        ]);
    }

    private static void Write(IBufferWriter<byte> output, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            output.Write(first ? default : ","u8);
            first = false;
            CsvGuard.WriteCell(Encoding.UTF8.GetBytes(cell), output);
        }

        output.Write("\r\n"u8);
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
