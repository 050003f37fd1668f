using System.Security.Cryptography;
using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.History;

/// <summary>Which kept predictions are wanted; what is null does not matter, and everything else must hold.</summary>
public sealed record HistoryFilter
{
    /// <summary>Not before this moment, to the millisecond.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment, to the millisecond.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Of this risk level.</summary>
    public RiskLevel? RiskLevel { get; init; }

    /// <summary>With this decision.</summary>
    public Decision? Decision { get; init; }

    /// <summary>With this label; <see cref="Label.None"/> for those that nobody has labelled.</summary>
    public Label? Label { get; init; }

    /// <summary>At least this probability, 0 to 1.</summary>
    public double? MinProbability { get; init; }

    /// <summary>At most this probability, 0 to 1.</summary>
    public double? MaxProbability { get; init; }

    /// <summary>From this door.</summary>
    public PredictionSource? Source { get; init; }

    /// <summary>Answered by this version.</summary>
    public int? ModelVersion { get; init; }

    /// <summary>With exactly this id of the sender's.</summary>
    public string? TransactionId { get; init; }

    /// <summary>Asked for by this account only.</summary>
    public long? AccountId { get; init; }

    /// <summary>Counted as fraud, or not.</summary>
    public bool? IsFraud { get; init; }

    /// <summary>What inputs must be. Such a filter looks only at predictions of models of <see cref="Schema"/>.</summary>
    public IReadOnlyList<FieldFilter> Fields { get; init; } = [];

    /// <summary>What the positions in <see cref="Fields"/> mean; needed when there are any.</summary>
    public TransactionSchema? Schema { get; init; }

    /// <summary>Tells this filter and sort from every other one.</summary>
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
