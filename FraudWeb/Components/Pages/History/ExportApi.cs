using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Api.Answers;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Schema;
using FraudWeb.Navigation;
using FraudWeb.Problems;

namespace FraudWeb.Components.Pages.History;

/// <summary>Exports all predictions that match the History page's filter as a file. It is streamed, so its size does not affect
/// memory.</summary>
public static class ExportApi
{
    // Enough to fill a few network packets, and little memory.
    private const int FlushAt = 32 * 1024;

    public static void MapExport(this WebApplication app)
    {
        var exports = app.MapGroup(Paths.Export).RequireAuthorization(Policies.Analyst).ExcludeFromDescription();
        exports.MapGet("/predictions.csv", (HttpContext context, ModelRegistry models, SchemasByVersion schemas) =>
        {
            var export = new PredictionCsv(models.Champion.Model.Schema, schemas);
            return ExportAsync(context, "csv", "text/csv; charset=utf-8; header=present", export.WriteHeader, export.WriteRow);
        });
        exports.MapGet("/predictions.jsonl", (HttpContext context, SchemasByVersion schemas) =>
            ExportAsync(context, "jsonl", "application/jsonl; charset=utf-8", header: null, (prediction, output) =>
                WriteLine(
                    PredictionResponse.Of(prediction, schemas.Get(prediction.ModelVersion)),
                    AnswersContext.Default.PredictionResponse, output)));
        exports.MapGet("/audit.jsonl", ExportAuditAsync).RequireAuthorization(Policies.Administrator);
        exports.MapGet("/person.json", ExportPersonAsync).RequireAuthorization(Policies.Administrator);
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string kind, string contentType,
        Action<IBufferWriter<byte>>? header, Action<Prediction, IBufferWriter<byte>> writeRow)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var state = HistoryState.Read(
            context.Request.Query, services.GetRequiredService<ModelRegistry>().Champion.Model.Schema, out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        var filter = state.FirstPage.FilterAt(
            now) with
        {
            AccountId = context.User.Role() == Role.Analyst ? context.User.Actor().Id : null,
        };
        await services.GetRequiredService<AuditLog>().AppendAsync(
            context.Caller(), AuditActions.Exported, "predictions",
            $"{kind}, {(filter.AccountId is null ? "everybody's" : "own")}, filters: "
                + $"{string.Join(", ", state.Names.DefaultIfEmpty("none"))}",
            context.RequestAborted);
        Begin(context, $"predictions-{now:yyyyMMdd-HHmmss}.{kind}", contentType);
        header?.Invoke(context.Response.BodyWriter);
        var predictions = services.GetRequiredService<PredictionQueries>().StreamAsync(filter, state.Sort, context.RequestAborted);
        return await SendAsync(context, predictions, writeRow);
    }

    private static async Task<IResult> ExportAuditAsync(HttpContext context, AuditLog audit, TimeProvider clock)
    {
        await audit.AppendAsync(context.Caller(), AuditActions.Exported, "audit", detail: null, context.RequestAborted);
        Begin(context, $"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.jsonl", "application/jsonl; charset=utf-8");
        return await SendAsync(context, audit.StreamAsync(context.RequestAborted), (entry, output) =>
            WriteLine(AuditAnswer.Of(entry), AnswersContext.Default.AuditAnswer, output));
    }

    // The query may have several ids.
    internal static async Task<IResult> ExportPersonAsync(HttpContext context, PersonExport export, TimeProvider clock)
    {
        var ids = context.Request.Query[TransactionJson.IdKey];
        if (ids.Any(string.IsNullOrEmpty))
        {
            return ProblemResult.Invalid(TransactionJson.IdKey, "must not be empty");
        }

        IReadOnlyList<Subject> wanted = [.. ids.OfType<string>().Select(Subject.Parse).Distinct()];
        if (wanted.Count is 0 or > Subject.MaxCount)
        {
            return ProblemResult.Invalid(
                TransactionJson.IdKey, wanted.Count == 0 ? "is required"
                    : $"is given {wanted.Count} times; at most {Subject.MaxCount} are allowed");
        }

        Begin(context, $"person-{clock.GetUtcNow():yyyyMMdd-HHmmss}.json", "application/json; charset=utf-8");
        await export.WriteAsync(wanted, context.Caller(), context.Response.BodyWriter, context.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> SendAsync<T>(HttpContext context, IAsyncEnumerable<T> rows, Action<T, IBufferWriter<byte>> write)
    {
        var output = context.Response.BodyWriter;
        await foreach (var row in rows)
        {
            write(row, output);
            if (output.UnflushedBytes >= FlushAt)
            {
                await output.FlushAsync(context.RequestAborted);
            }
        }

        await output.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    // Starts the response of a file that no cache may store.
    private static void Begin(HttpContext context, string fileName, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        context.Response.Headers.CacheControl = "no-store";
    }

    private static void WriteLine<T>(T answer, JsonTypeInfo<T> type, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, answer, type);
        }

        output.Write("\n"u8);
    }
}
