using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>All that is kept on somebody's transactions as one JSON document (GDPR, articles 15 and 20). Written as it is read, so that memory does not
/// grow with it.</summary>
public sealed class PersonExport(SubjectQueries subjects, SchemasByVersion schemas, ScoringService scoring, TimeProvider clock)
{
    /// <summary>Answers <c>GET /export/person.json?transaction_id=…</c>, which may name several. For administrators, which the route sees to.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext context, PersonExport export)
    {
        IReadOnlyList<Subject> wanted = [.. context.Request.Query[TransactionJson.IdKey].OfType<string>().Where(id => id.Length > 0).Select(Subject.Parse).Distinct()];
        if (wanted.Count is 0 or > Subject.MaxCount)
        {
            return ProblemResult.Invalid(TransactionJson.IdKey, wanted.Count == 0 ? "is required" : $"stands {wanted.Count} times; allowed: {Subject.MaxCount} at a time");
        }

        ExportApi.Begin(context, $"person-{export.Now:yyyyMMdd-HHmmss}.json", "application/json; charset=utf-8");
        await export.WriteAsync(wanted, context.Caller(), context.Response.BodyWriter, context.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Writes the document.</summary>
    /// <returns>How many predictions it holds.</returns>
    public async Task<int> WriteAsync(IReadOnlyList<Subject> wanted, Caller by, PipeWriter output, CancellationToken cancel)
    {
        var count = 0;
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("made_at", Words.Of(Now));
        writer.WriteStartArray("kept_on");
        foreach (var subject in wanted)
        {
            writer.WriteStringValue(subject.ToString());
        }

        writer.WriteEndArray();
        writer.WriteStartArray("predictions");
        await foreach (var record in subjects.ReadAsync(wanted, by, cancel))
        {
            JsonSerializer.Serialize(writer, Answer(record), PersonExportContext.Default.PersonRecord);
            await output.FlushAsync(cancel);
            count++;
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancel);
        await output.FlushAsync(cancel);
        return count;
    }

    private DateTimeOffset Now => clock.GetUtcNow();

    private PersonRecord Answer(SubjectRecord record)
    {
        var explanation = Explain(record.Prediction);
        return new(
            KeptPrediction.Of(record.Prediction, schemas.Get(record.Prediction.ModelVersion)),
            explanation?.BaseValue,
            explanation is null ? null : ReasonAnswer.Of(explanation),
            [.. record.Labels.Select(label => new PersonLabel(Words.Of(label.Label), label.Note, label.By, Words.Of(label.At)))],
            [.. record.Contests.Select(PersonContest.Of)]);
    }

    // Reasons are not kept but computed again; without a score, or without the file of the model that gave it, there are none.
    private Explanation? Explain(Prediction prediction)
    {
        try
        {
            return prediction.Probability is null ? null : scoring.Explain(prediction);
        }
        catch (ModelFileException)
        {
            return null;
        }
    }
}

/// <summary>A prediction with all that belongs to it.</summary>
/// <param name="Prediction">As the API answers it.</param>
/// <param name="BaseValue">The score when nothing is known, in log-odds; null when there are no reasons.</param>
/// <param name="Reasons">What each field added, strongest first; null when there is no score, or its model's file is missing.</param>
/// <param name="Labels">What reviewers found, the first one first.</param>
/// <param name="Contests">What was contested and decided, the first one first.</param>
public sealed record PersonRecord(
    KeptPrediction Prediction, double? BaseValue, IReadOnlyList<ReasonAnswer>? Reasons, IReadOnlyList<PersonLabel> Labels, IReadOnlyList<PersonContest> Contests);

/// <summary>A reviewer's verdict.</summary>
public sealed record PersonLabel(string Label, string? Note, string By, string At);

/// <summary>A contested decision.</summary>
public sealed record PersonContest(
    string Statement, string OpenedBy, string OpenedAt, string? Outcome, string? Reason, string? DecidedBy, string? DecidedAt)
{
    public static PersonContest Of(Contest contest) => new(
        contest.Statement, contest.OpenedBy, Words.Of(contest.OpenedAt), contest.Outcome is { } outcome ? Words.Of(outcome) : null, contest.Reason,
        contest.DecidedBy, contest.DecidedAt is { } at ? Words.Of(at) : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PersonRecord))]
internal sealed partial class PersonExportContext : JsonSerializerContext;
