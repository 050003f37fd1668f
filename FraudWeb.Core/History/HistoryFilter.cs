using System.Security.Cryptography;
using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.History;

/// <summary>A filter on stored predictions. Null members are ignored; all others must match.</summary>
public sealed record HistoryFilter
{
    /// <summary>The start of the period, inclusive, to the millisecond.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the period, exclusive, to the millisecond.</summary>
    public DateTimeOffset? To { get; init; }

    public RiskLevel? RiskLevel { get; init; }

    public Decision? Decision { get; init; }

    /// <summary>The label; <see cref="Label.None"/> for predictions that nobody has labelled.</summary>
    public Label? Label { get; init; }

    /// <summary>The minimum probability, 0 to 1, inclusive.</summary>
    public double? MinProbability { get; init; }

    /// <summary>The maximum probability, 0 to 1, inclusive.</summary>
    public double? MaxProbability { get; init; }

    /// <summary>The source of the transaction.</summary>
    public PredictionSource? Source { get; init; }

    /// <summary>The model version that made the prediction.</summary>
    public int? ModelVersion { get; init; }

    /// <summary>The sender's transaction id; matches exactly.</summary>
    public string? TransactionId { get; init; }

    /// <summary>The account that requested the prediction.</summary>
    public long? AccountId { get; init; }

    /// <summary>Whether the prediction counts as fraud.</summary>
    public bool? IsFraud { get; init; }

    /// <summary>Filters on inputs. They match only predictions of models with <see cref="Schema"/>.</summary>
    public IReadOnlyList<FieldFilter> Fields { get; init; } = [];

    /// <summary>The schema that <see cref="Fields"/> refer to; required if there are any.</summary>
    public TransactionSchema? Schema { get; init; }

    /// <summary>Returns a hash that identifies this filter and sort order.</summary>
    internal byte[] Fingerprint(HistorySort sort)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            writer.Write((int)sort);
            WriteIf(From?.ToUnixTimeMilliseconds());
            WriteIf(To?.ToUnixTimeMilliseconds());
            WriteIf((long?)RiskLevel);
            WriteIf((long?)Decision);
            WriteIf((long?)Label);
            WriteIf(MinProbability is { } min ? BitConverter.DoubleToInt64Bits(min) : null);
            WriteIf(MaxProbability is { } max ? BitConverter.DoubleToInt64Bits(max) : null);
            WriteIf((long?)Source);
            WriteIf(ModelVersion);
            WriteIf(AccountId);
            WriteIf(IsFraud is { } fraud ? (fraud ? 1 : 0) : null);
            writer.Write(TransactionId is not null);
            writer.Write(TransactionId ?? "");
            writer.Write(Fields.Count);
            foreach (var field in Fields)
            {
                writer.Write(field.Position);
                writer.Write(field.Min);
                writer.Write(field.Max);
            }

            writer.Write(Fields.Count > 0 ? Schema?.Json ?? "" : "");

            void WriteIf(long? value)
            {
                writer.Write(value.HasValue);
                writer.Write(value ?? 0);
            }
        }

        return SHA256.HashData(stream.ToArray());
    }
}
