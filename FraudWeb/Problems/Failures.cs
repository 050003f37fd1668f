using FraudWeb.Core.Models;
using FraudWeb.Core.Storage;

namespace FraudWeb.Problems;

/// <summary>The list of expected failures. Calls, pages, exports and the log all use it: what is in it gets its own status, and no stack
/// trace in the log; everything else is an error of ours.</summary>
public static class Failures
{
    /// <summary>Gets the problem of a failed request; null if the failure is unexpected.</summary>
    public static ProblemResult? Of(Exception error) => error switch
    {
        _ when StoreFaults.IsUnavailable(error) => new(Problem.Unavailable, "The database is unavailable. Nothing was stored."),
        ModelFileException => new(
            Problem.Unavailable, "The file of the model is missing or damaged. An administrator can restore it; FraudWeb verify names it."),
        BadHttpRequestException broken => Of(broken),
        _ => null,
    };

    /// <summary>Gets the problem of a body that can't be read, because it was cut off, is garbled or came too slowly; null if the failure
    /// is unexpected.</summary>
    public static ProblemResult? OfBody(Exception error) => error switch
    {
        BadHttpRequestException broken => Of(broken),
        // The web server's own exception for an impossible size of a chunk, and for a client that is gone.
        IOException => new(Problem.BadRequest, "The body was cut off, or violates HTTP."),
        _ => null,
    };

    private static ProblemResult Of(BadHttpRequestException broken) => broken.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new(Problem.TooLarge, "The body is too large."),
        StatusCodes.Status408RequestTimeout => new(Problem.TooSlow, "The body came too slowly."),
        StatusCodes.Status415UnsupportedMediaType => new(Problem.UnsupportedMediaType, "The body has an unsupported type or encoding."),
        _ => new(Problem.BadRequest, "The request violates HTTP."),
    };
}
