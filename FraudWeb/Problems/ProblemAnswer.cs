namespace FraudWeb.Problems;

/// <summary>What went wrong (RFC 9457).</summary>
/// <param name="Type">Where this kind of problem is described.</param>
/// <param name="Title">The kind of problem, the same words every time.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What went wrong this time.</param>
/// <param name="TraceId">Find it in the log by this.</param>
/// <param name="Errors">Every bad field with what is wrong with it.</param>
/// <param name="Error">The detail once more, for older clients.</param>
public sealed record ProblemAnswer(
    string Type, string Title, int Status, string Detail, string TraceId, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors,
        string Error);
