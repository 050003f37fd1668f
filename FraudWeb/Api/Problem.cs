namespace FraudWeb.Api;

/// <summary>One kind of failure that the API answers with: its stable name, status and title.</summary>
/// <param name="Slug">The last part of the problem's <c>type</c>, <c>/problems/SLUG</c>, where it is described.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same words every time.</param>
/// <param name="Advice">What the caller can do.</param>
public sealed record Problem(string Slug, int Status, string Title, string Advice)
{
    public static readonly Problem InvalidInput = new("invalid-input", 400, "The request has fields that can't be accepted.",
        "Every bad field is named in 'errors' with what is allowed. Nothing was stored. Correct them and send again.");

    public static readonly Problem NotFound = new("not-found", 404, "There is nothing here by that name.",
        "Check the path and the id. An id is 26 letters and digits.");

    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This address does not take that method.",
        "The header Allow names the methods it takes.");

    public static readonly Problem TooLarge = new("too-large", 413, "The request is too large.",
        "One transaction may have 64 KiB, a batch 4 MiB and Api:MaxBatchItems transactions. Send less at a time.");

    public static readonly Problem UnsupportedMediaType = new("unsupported-media-type", 415, "The body is not of a type that is read here.",
        "Send JSON in UTF-8 with the header Content-Type: application/json.");

    public static readonly Problem Unavailable = new("unavailable", 503, "FraudWeb can't answer right now.",
        "Nothing was stored. Try again after the seconds in Retry-After; /health/ready says what is missing.");

    public static readonly Problem Unexpected = new("unexpected", 500, "Something went wrong inside FraudWeb.",
        "It has been logged under the trace id. Tell your administrator that id.");

    public static readonly Problem BadRequest = new("bad-request", 400, "The request can't be understood.",
        "The request breaks HTTP itself; look at how it is sent.");

    /// <summary>The problem as a URI reference, the same for ever.</summary>
    public string Type => "/problems/" + Slug;

    /// <summary>All of them, for the page that describes them.</summary>
    public static IReadOnlyList<Problem> All { get; } =
        [InvalidInput, NotFound, MethodNotAllowed, TooLarge, UnsupportedMediaType, Unavailable, Unexpected, BadRequest];
}
