using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;

namespace FraudWeb.Api;

/// <summary>Everything that passes the History page's filter, as a file. Written as it is read, so that memory does not grow with it.</summary>
public static class ExportApi
{
    // Enough to fill a few network packets, little enough not to matter.
    private const int FlushAt = 32 * 1024;

    private delegate void WriteRow(Prediction prediction, IBufferWriter<byte> output);

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/export/predictions.csv", (HttpContext context, ModelRegistry models, SchemasByVersion schemas) =>
        {
            var export = new PredictionCsv(models.Champion.Model.Schema, schemas);
            return ExportAsync(context, "csv", "text/csv; charset=utf-8; header=present", export.WriteHeader, export.WriteRow);
        }).ExcludeFromDescription();
        app.MapGet("/export/predictions.jsonl", (HttpContext context, SchemasByVersion schemas) =>
            ExportAsync(context, "jsonl", "application/jsonl; charset=utf-8", header: null, (prediction, output) => WriteLine(prediction, schemas, output))).ExcludeFromDescription();
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

        context.Response.ContentType = contentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"predictions-{now:yyyyMMdd-HHmmss}.{kind}\"";
        context.Response.Headers.CacheControl = "no-store";
        var output = context.Response.BodyWriter;
        header?.Invoke(output);
        var predictions = services.GetRequiredService<PredictionQueries>().StreamAsync(state.FirstPage.FilterAt(now), state.Sort, context.RequestAborted);
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

    private static void WriteLine(Prediction prediction, SchemasByVersion schemas, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output))
        {
            JsonSerializer.Serialize(writer, KeptPrediction.Of(prediction, schemas.Get(prediction.ModelVersion)), AnswersContext.Default.KeptPrediction);
        }

        output.Write("\n"u8);
    }
}
