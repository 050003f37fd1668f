using System.Globalization;

namespace FraudWeb.Core.Actors;

/// <summary>Who did something, without a name: what is kept for ever names people by number only, so that a name can be erased.</summary>
/// <param name="Kind">What kind of actor.</param>
/// <param name="Id">The account's or key's number; 0 for all others.</param>
public readonly record struct Actor(ActorKind Kind, long Id = 0)
{
    public static readonly Actor System = new(ActorKind.System);
    public static readonly Actor Anonymous = new(ActorKind.Anonymous);
    public static readonly Actor CommandLine = new(ActorKind.CommandLine);
    public static readonly Actor Simulator = new(ActorKind.Simulator);

    public static Actor Account(long id) => new(ActorKind.Account, id);

    public static Actor Key(long id) => new(ActorKind.Key, id);

    /// <summary>As it is kept: <c>user:3</c>, <c>key:7</c>, <c>system</c>, <c>anonymous</c>, <c>cli</c>, <c>simulator</c>.</summary>
    public override string ToString() => Kind switch
    {
        ActorKind.Account => string.Create(CultureInfo.InvariantCulture, $"user:{Id}"),
        ActorKind.Key => string.Create(CultureInfo.InvariantCulture, $"key:{Id}"),
        ActorKind.CommandLine => "cli",
        ActorKind.Simulator => "simulator",
        ActorKind.Anonymous => "anonymous",
        _ => "system",
    };

    /// <summary>Reads <see cref="ToString"/>; false for anything else.</summary>
    public static bool TryParse(string? text, out Actor actor)
    {
        actor = text switch
        {
            "cli" => CommandLine,
            "simulator" => Simulator,
            "anonymous" => Anonymous,
            "system" => System,
            _ when Number(text, "user:") is { } account => Account(account),
            _ when Number(text, "key:") is { } key => Key(key),
            _ => default,
        };
        return actor != default || text == "system";
    }

    private static long? Number(string? text, string prefix) =>
        text is not null && text.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
