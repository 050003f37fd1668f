using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>What really happened in a simulated transaction.</summary>
public enum Scenario
{
    /// <summary>The cardholder at home, with an old or a new device, by day or by night.</summary>
    Everyday,

    /// <summary>The cardholder on a journey.</summary>
    Travel,

    /// <summary>The cardholder buying a lot within hours.</summary>
    Spree,

    /// <summary>A stolen card, used abroad at night.</summary>
    StolenAbroad,

    /// <summary>A card number tried in many small purchases, then in a large one.</summary>
    Burst,

    /// <summary>An account taken over, used from an unknown device.</summary>
    Takeover,

    /// <summary>A card copied at a breached merchant, used days or weeks later.</summary>
    Breach,
}

/// <summary>A transaction of the simulated card world.</summary>
/// <param name="Transaction">Its fields, of the default schema, and its number as id.</param>
/// <param name="Time">When it happened, in UTC.</param>
/// <param name="IsFraud">The label; a small share is wrong, as in practice.</param>
/// <param name="Scenario">What really happened.</param>
public sealed record SimulatedTransaction(Transaction Transaction, DateTimeOffset Time, bool IsFraud, Scenario Scenario);
