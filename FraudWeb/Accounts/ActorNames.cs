using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;

namespace FraudWeb.Accounts;

/// <summary>Names for who did something, which is kept by number only.</summary>
public sealed class ActorNames(AccountRegistry accounts, KeyRegistry keys)
{
    /// <summary>Reads all names; what is answered turns an actor as kept (<c>user:3</c>) into words.</summary>
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
            _ => "nobody known",
        };
    }
}
