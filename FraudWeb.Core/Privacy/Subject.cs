using FraudWeb.Core.Audit;
using FraudWeb.Core.History;

namespace FraudWeb.Core.Privacy;

/// <summary>The subject of a request: all records of a sender's transaction id, or one prediction.</summary>
public sealed record Subject
{
    /// <summary>The maximum number of subjects per call.</summary>
    public const int MaxCount = 500;

    private const char PredictionSign = '#';

    private Subject(string? transactionId, PredictionId? predictionId) => (TransactionId, PredictionId) = (transactionId, predictionId);

    /// <summary>The sender's own id; null if the subject is a prediction.</summary>
    public string? TransactionId { get; }

    /// <summary>The prediction; null if the subject is a transaction.</summary>
    public PredictionId? PredictionId { get; }

    public static Subject Of(string transactionId) => new(transactionId, null);

    public static Subject Of(PredictionId id) => new(null, id);

    /// <summary>Parses user input: <c>#</c> with 26 letters and digits is a prediction, as on the pages; anything else is a sender's
    /// id.</summary>
    public static Subject Parse(string text) =>
        text.StartsWith(PredictionSign) && History.PredictionId.TryParse(text[1..], out var id) ? Of(id) : Of(text);

    /// <summary>Parses one subject per line without duplicates. Surrounding spaces and empty lines are ignored.</summary>
    public static IReadOnlyList<Subject> ParseLines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse).Distinct()];

    /// <summary>Returns the text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => TransactionId ?? $"{PredictionSign}{PredictionId}";

    /// <summary>Returns the subject's name in the audit log, which contains no sender's id.</summary>
    internal string TargetOf(AuditChain chain) => TransactionId is { } id ? TargetOf(chain, id) : PredictionId.ToString()!;

    internal static string TargetOf(AuditChain chain, string transactionId) => "transaction:" + chain.PseudonymOf(transactionId);
}
