using System.IO.Pipelines;
using System.Text.Json;
using FraudWeb.Api.Answers;
using FraudWeb.Core;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Api;

/// <summary>Exports all data of a person's transactions as one JSON document (GDPR, articles 15 and 20). It is streamed, so its size does
/// not affect memory.</summary>
public sealed class PersonExport(SubjectQueries subjects, SchemasByVersion schemas, ScoringService scoring, TimeProvider clock)
{
    /// <summary>Writes the document.</summary>
    /// <returns>The number of predictions in it.</returns>
    public async Task<int> WriteAsync(IReadOnlyList<Subject> wanted, Caller by, PipeWriter output, CancellationToken cancel)
    {
        var count = 0;
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("made_at", WireTime.Of(clock.GetUtcNow()));
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

    private PersonRecord Answer(SubjectRecord record)
    {
        var explanation = Explain(record.Prediction);
        return new(
            PredictionResponse.Of(record.Prediction, schemas.Get(record.Prediction.ModelVersion)),
            explanation?.BaseValue,
            explanation is null ? null : ReasonAnswer.Of(explanation),
            [.. record.Labels.Select(label => new PersonLabel(label.Label.ToWireName(), label.Note, label.By, WireTime.Of(label.At)))],
            [.. record.Contests.Select(PersonContest.Of)]);
    }

    // Reasons are not stored but computed again, which requires a score and the file of the model that made it.
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
