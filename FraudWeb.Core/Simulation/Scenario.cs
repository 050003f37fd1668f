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
