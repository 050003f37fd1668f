using System.Buffers;
using System.IO.Pipelines;
using FraudWeb.Problems;
using Microsoft.Net.Http.Headers;

namespace FraudWeb.Api;

/// <summary>Reads a JSON body whole, up to a limit. Our own readers check bodies, because the framework's strict
/// binding stops at the first fault: ours name all faults at once, by field.</summary>
public static class JsonBody
{
    /// <summary>The most bytes that a body with one transaction may have.</summary>
    public const int OneLimit = 64 * 1024;

    /// <summary>The most bytes that a batch may have.</summary>
    public const int BatchLimit = 4 * 1024 * 1024;

    /// <summary>The body's bytes, or why it is refused: 413 when it is too long, 415 when it is no JSON.</summary>
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
        catch (BadHttpRequestException e)
        {
            // The caller's fault, and so no error of ours in the log: cut off, garbled, or sent so slowly that the web server gave up.
            return ([], Errors.Of(e));
        }
    }

    // A chunked body tells no length: it is cut off as soon as the limit is passed.
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
