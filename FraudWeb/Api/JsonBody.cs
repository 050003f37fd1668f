using System.Buffers;
using System.IO.Pipelines;
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
    public static async ValueTask<(byte[] Body, ProblemResult? Refusal)> ReadAsync(HttpContext context, int limit)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            return (
                [], new(Problem.UnsupportedMediaType, $"Content-Type must be application/json in UTF-8, but is '{request.ContentType}'."));
        }

        if (request.ContentLength > limit)
        {
            return ([], TooLong(limit));
        }

        try
        {
            return await ReadAsync(request.BodyReader, limit, context.RequestAborted);
        }
        catch (Exception e) when (Failures.OfBody(e) is { } broken)
        {
            // An error of the caller, so it is not logged: the body was cut off, garbled, or too slow for the web server.
            return ([], broken);
        }
    }

    // A chunked body has no Content-Length, so reading stops as soon as the limit is passed.
    private static async ValueTask<(byte[] Body, ProblemResult? Refusal)> ReadAsync(PipeReader body, int limit, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel);
            if (read.Buffer.Length > limit)
            {
                body.AdvanceTo(read.Buffer.End);
                return ([], TooLong(limit));
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
