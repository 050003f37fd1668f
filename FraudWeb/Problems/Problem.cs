namespace FraudWeb.Problems;

/// <summary>A kind of error of the API, with its stable name, status and title.</summary>
/// <param name="Slug">The last part of the problem's <c>type</c>, <c>/problems/SLUG</c>, where it is described.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The title, which is always the same.</param>
/// <param name="Advice">The advice for the caller.</param>
public sealed record Problem(string Slug, int Status, string Title, string Advice)
{
    public static readonly Problem InvalidInput = new("invalid-input", 400, "The request has fields that can't be accepted.",
        "Every bad field is named in 'errors' with what is allowed. Nothing was stored. Correct them and send again.");

    public static readonly Problem Unauthorized = new("unauthorized", 401, "The call needs an API key.",
        "Send a key in the header X-API-Key. Administrators create keys in Settings › Keys.");

    public static readonly Problem Forbidden = new("forbidden", 403, "The key may not do this.",
        "'detail' names the scope that is needed. Administrators create keys with other scopes in Settings › Keys.");

    public static readonly Problem HttpsRequired = new("https-required", 403, "This server answers over HTTPS only.",
        "Call the https address. A key that was sent without HTTPS should be rotated.");

    public static readonly Problem TooMany = new("too-many-requests", 429, "Too many calls in a short time.",
        "Wait for the seconds in Retry-After. The headers RateLimit and RateLimit-Policy report how many calls are left, and of how many. "
            + "An administrator can raise Api:RequestsPerMinute.");

    public static readonly Problem NotFound = new("not-found", 404, "Nothing was found at this address.",
        "Check the path and the id. An id is 26 letters and digits.");

    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This address does not support that method.",
        "The header Allow lists the supported methods.");

    public static readonly Problem TooSlow = new("too-slow", 408, "The request came too slowly.",
        "Send bodies at 240 bytes per second or more, and a large batch within a minute. Nothing was stored; send it again.");

    public static readonly Problem TooLarge = new("too-large", 413, "The request is too large.",
        "One transaction may have 64 KiB, a batch 4 MiB and Api:MaxBatchItems transactions. Send smaller requests.");

    public static readonly Problem UnsupportedMediaType = new("unsupported-media-type", 415, "The body has an unsupported type.",
        "Send JSON in UTF-8 with the header Content-Type: application/json.");

    public static readonly Problem IdempotencyConflict = new("idempotency-conflict", 409,
        "The first call with this Idempotency-Key is still running.",
        "The call was not repeated. Send it again after the seconds in Retry-After to get the first call's response.")
    { RetryAfter = 1 };

    public static readonly Problem IdempotencyMismatch = new("idempotency-mismatch", 422,
        "This Idempotency-Key belongs to another request.",
        "Nothing was stored. A key belongs to one path, query and body for 24 hours. Use a new key for a new call, and repeat a call byte "
            + "by byte.");

    public static readonly Problem Unavailable = new("unavailable", 503, "FraudWeb can't answer right now.",
        "Nothing was stored. Try again after the seconds in Retry-After; /health/ready reports what is missing.")
    { RetryAfter = 5 };

    public static readonly Problem Unexpected = new("unexpected", 500, "Something went wrong inside FraudWeb.",
        "It has been logged under the trace id. Give that id to your administrator.");

    public static readonly Problem BadRequest = new("bad-request", 400, "The request can't be understood.",
        "The request violates HTTP. Check the client that sends it.");

    /// <summary>The number of seconds after which to try again; null if trying again does not help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The type as a URI reference, which never changes.</summary>
    public string Type => "/problems/" + Slug;

    /// <summary>Gets all kinds of problems.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        InvalidInput, Unauthorized, Forbidden, HttpsRequired, TooMany, NotFound, MethodNotAllowed, TooSlow, TooLarge, UnsupportedMediaType,
            IdempotencyConflict,
        IdempotencyMismatch, Unavailable, Unexpected, BadRequest,
    ];
}
