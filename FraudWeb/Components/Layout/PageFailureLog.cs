using FraudWeb.Problems;
using FraudWeb.Sessions;
using Microsoft.AspNetCore.Components.Web;

namespace FraudWeb.Components.Layout;

/// <summary>Logs why a live page failed. Expected failures are logged as those of requests are, without a stack trace; a refusal has been
/// logged as a security event already.</summary>
internal sealed partial class PageFailureLog(FailureLog failures, ILogger<PageFailureLog> logger) : IErrorBoundaryLogger
{
    public ValueTask LogErrorAsync(Exception exception)
    {
        if (Failures.Of(exception) is not null)
        {
            failures.Log(exception);
        }
        else if (exception is not AccessDeniedException)
        {
            LogFailed(exception);
        }

        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A live page failed.")]
    private partial void LogFailed(Exception exception);
}
