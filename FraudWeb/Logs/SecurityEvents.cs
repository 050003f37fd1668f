using System.Net;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;

namespace FraudWeb.Logs;

/// <summary>Logs security events that anybody can cause in any number: the first of an action, caller and network at once, the others once
/// a minute with their number.</summary>
public sealed class SecurityEvents : IDisposable
{
    private readonly AuditLog _audit;
    private readonly EventCounter<Kind> _counter;

    public SecurityEvents(AuditLog audit, TimeProvider clock)
    {
        _audit = audit;
        _counter = new(clock, Report);
    }

    /// <summary>Logs an event, or counts it.</summary>
    /// <param name="by">The caller.</param>
    /// <param name="action">The action, one of <see cref="AuditActions"/>.</param>
    /// <param name="target">The target, such as the path.</param>
    /// <param name="detail">One of a few texts of ours: events that differ in it are counted apart.</param>
    public void Log(Caller by, string action, string? target = null, string? detail = null)
    {
        var network = Networks.Of(IPAddress.TryParse(by.Address, out var address) ? address : null);
        if (_counter.IsFirst(new(by.Actor, network, action, detail)))
        {
            _audit.LogSecurityEvent(by, action, target, detail);
        }
    }

    public void Dispose() => _counter.Dispose();

    private void Report(Kind? kind, int more) => _audit.LogSecurityEvent(
        kind is null ? new(Actor.Anonymous, "other networks") : new(kind.Actor, kind.Network), kind?.Action ?? "several actions",
        target: null, FormattableString.Invariant($"{more} more within a minute{(kind?.Detail is { } detail ? $": {detail}" : "")}"));

    private sealed record Kind(Actor Actor, string Network, string Action, string? Detail);
}
