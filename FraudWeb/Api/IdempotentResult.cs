using FraudWeb.Problems;
namespace FraudWeb.Api;

/// <summary>The response to a call with an idempotency key: stored bytes, or a problem.</summary>
public sealed class IdempotentResult : IResult
{
    /// <summary>The header that marks a repeated answer.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>The first call with the key is still running.</summary>
    public static readonly IdempotentResult StillRunning = Refuse(new(
        Problem.IdempotencyConflict, $"A call with this {IdempotencyKey.Header} is still running. Send the same again after the seconds in "
            + "Retry-After to get its answer."));

    /// <summary>The key belongs to a different request.</summary>
    public static readonly IdempotentResult OtherRequest = Refuse(new(
        Problem.IdempotencyMismatch,
            $"This {IdempotencyKey.Header} was used for another request within the last 24 hours: path, query and body must be the same."));

    /// <summary>The answer is too long to be stored.</summary>
    public static readonly IdempotentResult TooLong = Refuse(new(
        Problem.TooLarge, $"The answer would have more than {IdempotentCall.AnswerLimit / 1024 / 1024} MiB, which is not stored for an "
            + $"{IdempotencyKey.Header}. Send less at a time."));

    private readonly byte[] _body = [];
    private readonly bool _replayed;
    private readonly ProblemResult? _problem;

    private IdempotentResult(ProblemResult problem) => _problem = problem;

    private IdempotentResult(byte[] body, bool replayed) => (_body, _replayed) = (body, replayed);

    /// <summary>Creates the response of the first call, which has just been stored.</summary>
    public static IdempotentResult First(byte[] body) => new(body, replayed: false);

    /// <summary>Creates the response of a repeated call from the stored answer.</summary>
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
