namespace FraudWeb.Problems;

/// <summary>A problem (RFC 9457).</summary>
/// <param name="Type">The address of the description of this kind of problem.</param>
/// <param name="Title">The kind of problem; always the same text.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">The details of this occurrence.</param>
/// <param name="TraceId">The id under which the server log has the details.</param>
/// <param name="Errors">The errors, by field.</param>
/// <param name="Error">The same text as the detail, for older clients.</param>
public sealed record ProblemAnswer(
    string Type, string Title, int Status, string Detail, string TraceId, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors,
        string Error);
