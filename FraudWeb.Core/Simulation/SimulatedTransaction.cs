using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>A transaction of the simulated card world.</summary>
/// <param name="Transaction">Its fields, of the default schema, and its number as id.</param>
/// <param name="Time">The time of the transaction, in UTC.</param>
/// <param name="IsFraud">The label; a small share is wrong, as in practice.</param>
/// <param name="Scenario">What really happened.</param>
public sealed record SimulatedTransaction(Transaction Transaction, DateTimeOffset Time, bool IsFraud, Scenario Scenario);
