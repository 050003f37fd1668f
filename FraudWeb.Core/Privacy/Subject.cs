using FraudWeb.Core.Audit;
using FraudWeb.Core.History;

namespace FraudWeb.Core.Privacy;

/// <summary>Whose data is meant: all that is kept on a sender's own id of a transaction, or one prediction.</summary>
public sealed record Subject
{
    /// <summary>The most that one call takes.</summary>
    public const int MaxCount = 500;

    private const char PredictionSign = '#';

    private Subject(string? transactionId, PredictionId? predictionId) => (TransactionId, PredictionId) = (transactionId, predictionId);

    /// <summary>The sender's own id; null when one prediction is meant.</summary>
    public string? TransactionId { get; }

    /// <summary>The prediction; null when a transaction is meant.</summary>
    public PredictionId? PredictionId { get; }

    public static Subject Of(string transactionId) => new(transactionId, null);

    public static Subject Of(PredictionId id) => new(null, id);

    /// <summary>Reads what people type: <c>#</c> and 26 letters and digits is a prediction, as pages write it; all else is an id of the sender's.</summary>
    public static Subject Parse(string text) =>
        text.StartsWith(PredictionSign) && History.PredictionId.TryParse(text[1..], out var id) ? Of(id) : Of(text);

    /// <summary>Reads one a line, each once; spaces around it and empty lines do not count.</summary>
    public static IReadOnlyList<Subject> ParseLines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).Distinct()];

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => TransactionId ?? $"{PredictionSign}{PredictionId}";

    /// <summary>As it stands in the audit log, which holds no id of a sender's.</summary>
    internal string TargetOf(AuditChain chain) => TransactionId is { } id ? TargetOf(chain, id) : PredictionId.ToString()!;

    internal static string TargetOf(AuditChain chain, string transactionId) => "transaction:" + chain.PseudonymOf(transactionId);
}
