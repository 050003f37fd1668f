using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.Access;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Security;

namespace FraudWeb.Api;

/// <summary>Everything that passes the History page's filter, as a file. Written as it is read, so that memory does not grow with it.</summary>
public static class ExportApi
{
    // Enough to fill a few network packets, little enough not to matter.
    private const int FlushAt = 32 * 1024;

    private delegate void WriteRow(Prediction prediction, IBufferWriter<byte> output);

    public static void MapExport(this WebApplication app)
    {
        var exports = app.MapGroup("/export").RequireAuthorization(Rights.Analyst).ExcludeFromDescription();
        exports.MapGet("/predictions.csv", (HttpContext context, ModelRegistry models, SchemasByVersion schemas) =>
        {
            var export = new PredictionCsv(models.Champion.Model.Schema, schemas);
            return ExportAsync(context, "csv", "text/csv; charset=utf-8; header=present", export.WriteHeader, export.WriteRow);
        });
        exports.MapGet("/predictions.jsonl", (HttpContext context, SchemasByVersion schemas) =>
            ExportAsync(context, "jsonl", "application/jsonl; charset=utf-8", header: null, (prediction, output) => WriteLine(prediction, schemas, output)));
        exports.MapGet("/audit.jsonl", ExportAuditAsync).RequireAuthorization(Rights.Administrator);
        exports.MapGet("/person.json", PersonExport.AnswerAsync).RequireAuthorization(Rights.Administrator);
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string kind, string contentType, Action<IBufferWriter<byte>>? header, WriteRow writeRow)
    {
        var services = context.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var state = HistoryState.Read(context.Request.Query, services.GetRequiredService<ModelRegistry>().Champion.Model.Schema, out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        var filter = state.FirstPage.FilterAt(now) with { AccountId = context.User.Role() == Role.Analyst ? context.User.Actor().Id : null };
        await services.GetRequiredService<AuditLog>().AppendAsync(
            context.Caller(), AuditActions.Exported, "predictions", $"{kind}, {(filter.AccountId is null ? "everybody's" : "own")}, filters: {string.Join(", ", state.Names.DefaultIfEmpty("none"))}", context.RequestAborted);
        Begin(context, $"predictions-{now:yyyyMMdd-HHmmss}.{kind}", contentType);
        var output = context.Response.BodyWriter;
        header?.Invoke(output);
        var predictions = services.GetRequiredService<PredictionQueries>().StreamAsync(filter, state.Sort, context.RequestAborted);
        await foreach (var prediction in predictions)
        {
            writeRow(prediction, output);
            if (output.UnflushedBytes >= FlushAt)
            {
                await output.FlushAsync(context.RequestAborted);
            }
        }

        await output.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    private static async Task<IResult> ExportAuditAsync(HttpContext context, AuditLog audit, TimeProvider clock)
    {
        await audit.AppendAsync(context.Caller(), AuditActions.Exported, "audit", detail: null, context.RequestAborted);
        Begin(context, $"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.jsonl", "application/jsonl; charset=utf-8");
        await foreach (var entry in audit.StreamAsync(context.RequestAborted))
        {
            WriteLine(entry, context.Response.BodyWriter);
            if (context.Response.BodyWriter.UnflushedBytes >= FlushAt)
            {
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Says that a file follows, which nobody else may keep.</summary>
    internal static void Begin(HttpContext context, string fileName, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        context.Response.Headers.CacheControl = "no-store";
    }

    private static void WriteLine(AuditEntry entry, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, AuditAnswer.Of(entry), AnswersContext.Default.AuditAnswer);
        }

        output.Write("\n"u8);
    }

    private static void WriteLine(Prediction prediction, SchemasByVersion schemas, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, KeptPrediction.Of(prediction, schemas.Get(prediction.ModelVersion)), AnswersContext.Default.KeptPrediction);
        }

        output.Write("\n"u8);
    }
}
