using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Accounts;

/// <summary>Display names of actors, which are stored by number only.</summary>
public sealed class ActorNames(AccountRegistry accounts, KeyRegistry keys)
{
    /// <summary>Reads all names. The returned function converts a stored actor (<c>user:3</c>) to its name.</summary>
    public async Task<Func<string, string>> ReadAsync()
    {
        var people = (await accounts.ListAsync()).ToDictionary(account => Actor.Account(account.Id), account => account.Email);
        var systems = (await keys.ListAsync()).ToDictionary(key => Actor.Key(key.Id), key => $"the key {key.Name}");
        return text => !Actor.TryParse(text, out var actor) ? text : actor.Kind switch
        {
            ActorKind.Account => people.GetValueOrDefault(actor, $"an erased account ({text})"),
            ActorKind.Key => systems.GetValueOrDefault(actor, text),
            ActorKind.CommandLine => "the command line",
            ActorKind.Simulator => "the simulator",
            ActorKind.System => "FraudWeb itself",
            _ => "an anonymous caller",
        };
    }
}
