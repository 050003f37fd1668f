using FraudWeb.Problems;
namespace FraudWeb.Api;

/// <summary>What a call under an idempotency key is answered with: bytes that are kept, or a problem.</summary>
public sealed class IdempotentResult : IResult
{
    /// <summary>The header that tells an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The first call under the key has no answer yet.</summary>
    public static readonly IdempotentResult StillRunning = Refuse(new(
        Problem.IdempotencyConflict, $"A call with this {IdempotencyKey.Header} is still running. Send the same again after the seconds in "
            + "Retry-After to get its answer."));

    /// <summary>The key stands for something else.</summary>
    public static readonly IdempotentResult OtherRequest = Refuse(new(
        Problem.IdempotencyMismatch,
            $"This {IdempotencyKey.Header} was used for another request within the last 24 hours: path, query and body must be the same."));

    /// <summary>The answer is too long to be kept.</summary>
    public static readonly IdempotentResult TooLong = Refuse(new(
        Problem.TooLarge, $"The answer would have more than {IdempotentCall.AnswerLimit / 1024 / 1024} MiB, which is not kept for an "
            + $"{IdempotencyKey.Header}. Send less at a time."));

    private readonly byte[] _body = [];
    private readonly bool _replayed;
    private readonly ProblemResult? _problem;

    private IdempotentResult(ProblemResult problem) => _problem = problem;

    private IdempotentResult(byte[] body, bool replayed) => (_body, _replayed) = (body, replayed);

    /// <summary>An answer that has just been kept.</summary>
    public static IdempotentResult First(byte[] body) => new(body, replayed: false);

    /// <summary>An answer that was kept before.</summary>
    public static IdempotentResult Replay(byte[] body) => new(body, replayed: true);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (_problem is not null)
        {
            await _problem.ExecuteAsync(httpContext);
            return;
        }

        var response = httpContext.Response;
        if (_replayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _body.Length;
        await response.BodyWriter.WriteAsync(_body, httpContext.RequestAborted);
    }

    private static IdempotentResult Refuse(ProblemResult problem) => new(problem);
}
