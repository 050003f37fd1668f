using FraudWeb.Accounts;
using FraudWeb.Core.Audit;
using FraudWeb.Logs;
using FraudWeb.Navigation;
using FraudWeb.Problems;

namespace FraudWeb.Surface;

/// <summary>Refuses requests for a host that is not allowed. The framework's own filter would answer before <see cref="SecurityHeaders"/>,
/// and before a proxy's headers are read, which can name another host.</summary>
public sealed class KnownHostsOnly(RequestDelegate next, AllowedHosts hosts, SecurityEvents events)
{
    private const string Refusal = "This server does not answer to the host name in the request. The setting AllowedHosts lists its names.";

    public Task InvokeAsync(HttpContext context)
    {
        if (hosts.Includes(context.Request.Host))
        {
            return next(context);
        }

        events.Log(context.Caller(), AuditActions.AccessDenied, context.Request.Path, "another host");
        return Paths.IsForPrograms(context.Request)
            ? new ProblemResult(Problem.BadRequest, Refusal).ExecuteAsync(context)
            : Results.Text(Refusal, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
    }
}
