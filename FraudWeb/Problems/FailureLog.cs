using FraudWeb.Core.Storage;
using FraudWeb.Logs;

namespace FraudWeb.Problems;

/// <summary>Logs the expected failures that are the server's: the first of a kind at once, the others once a minute with their number.
/// While the database is locked, every call fails for the same reason.</summary>
public sealed partial class FailureLog : IDisposable
{
    private readonly EventCounter<string> _counter;
    private readonly ILogger<FailureLog> _logger;

    public FailureLog(TimeProvider clock, ILogger<FailureLog> logger)
    {
        _logger = logger;
        _counter = new(clock, (kind, more) => LogMore(more, kind ?? "other failures"));
    }

    /// <summary>Logs an expected failure. Does nothing if the client caused it.</summary>
    public void Log(Exception error)
    {
        // Its message names the cause, and the writer that threw it has logged the rest.
        if (error is StoreUnavailableException)
        {
            if (_counter.IsFirst(error.Message))
            {
                LogUnavailable(error.Message);
            }
        }
        else if (error is not BadHttpRequestException && _counter.IsFirst(error.GetType().Name))
        {
            LogFailed(error);
        }
    }

    public void Dispose() => _counter.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request was answered with 503: {Why}")]
    private partial void LogUnavailable(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Something that is needed to answer can't be read.")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} more requests within a minute failed for the same reason: {Why}")]
    private partial void LogMore(int count, string why);
}
