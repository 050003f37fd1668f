namespace FraudWeb.Core.Actors;

/// <summary>The actor of a call and their network address.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Address">The network address; null for calls from the server itself.</param>
public sealed record Caller(Actor Actor, string? Address = null)
{
    public static readonly Caller System = new(Actor.System);
    public static readonly Caller CommandLine = new(Actor.CommandLine);
    public static readonly Caller Simulator = new(Actor.Simulator);
}
