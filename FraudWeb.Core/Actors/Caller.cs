namespace FraudWeb.Core.Actors;

/// <summary>Who asks, and from where.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Address">The network address, where there is one.</param>
public sealed record Caller(Actor Actor, string? Address = null)
{
    public static readonly Caller System = new(Actor.System);
    public static readonly Caller CommandLine = new(Actor.CommandLine);
    public static readonly Caller Simulator = new(Actor.Simulator);
}
