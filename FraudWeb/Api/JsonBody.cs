using System.Buffers;
using System.IO.Pipelines;
using FraudWeb.Accounts;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using Microsoft.Net.Http.Headers;

namespace FraudWeb.Api;

/// <summary>Reads a whole JSON body, up to a limit. Our own readers check bodies, because the framework's strict binding stops at the
/// first error: ours report all errors at once, by field.</summary>
public static class JsonBody
{
    /// <summary>The maximum length of a body with one transaction, in bytes.</summary>
    public const int OneLimit = 64 * 1024;

    /// <summary>The maximum length of a batch, in bytes.</summary>
    public const int BatchLimit = 4 * 1024 * 1024;

    /// <summary>Reads the body. Refuses it with 413 if it is too long, and with 415 if it is not JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The maximum length in bytes.</param>
    /// <param name="load">Limits the large bodies that are in memory at the same time; null if none can be large.</param>
    public static async ValueTask<(byte[] Body, ProblemResult? Refusal)> ReadAsync(HttpContext context, int limit, BatchLoad? load = null)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return ([], new(
                Problem.UnsupportedMediaType,
                $"Content-Type must be application/json in UTF-8, but is '{CardNumbers.Shorten(request.ContentType)}'."));
        }

        if (request.ContentLength > limit)
        {
            return ([], TooLong(limit));
        }

        using var late = load is null ? null : CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            return await ReadAsync(context, limit, load, late);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return ([], new(Problem.TooSlow, $"A large batch must arrive within {BatchLoad.MaxReading.TotalSeconds} s."));
        }
        catch (Exception e) when (Failures.OfBody(e) is { } broken)
        {
            // An error of the caller, so it is not logged: the body was cut off, garbled, or too slow for the web server.
            return ([], broken);
        }
    }

    // A chunked body has no Content-Length, so reading stops as soon as the limit is passed.
    private static async ValueTask<(byte[] Body, ProblemResult? Refusal)> ReadAsync(
        HttpContext context, int limit, BatchLoad? load, CancellationTokenSource? late)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(late?.Token ?? context.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                return ([], TooLong(limit));
            }

            if (load is not null && read.Buffer.Length > BatchLoad.FreeLength)
            {
                var length = (int)(context.Request.ContentLength ?? limit);
                if (await load.TakeRoomAsync(context.User.Actor(), length, context.RequestAborted) is not { } room)
                {
                    body.AdvanceTo(read.Buffer.End);
                    return ([], new(Problem.Unavailable, "Too many large batches are in work already. Nothing was stored."));
                }

                // Until the answer has been sent, which may be large too.
                context.Response.RegisterForDispose(room);
                late?.CancelAfter(BatchLoad.MaxReading);
                load = null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType == "application/json"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    private static ProblemResult TooLong(int limit) => new(Problem.TooLarge, $"The body may have at most {limit / 1024} KiB.");
}
