using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>Example transactions from the simulated world, without ids.</summary>
public static class CardExamples
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns whether the examples fit a schema, which is so for the default schema only.</summary>
    public static bool Fit(TransactionSchema schema) =>
        ReferenceEquals(schema, TransactionSchema.Default) || schema.Json == TransactionSchema.Default.Json;

    /// <summary>An everyday purchase.</summary>
    public static Transaction Typical(ulong seed) => First(seed, row => row is { IsFraud: false, Scenario: Scenario.Everyday });

    /// <summary>A conspicuous theft.</summary>
    public static Transaction Suspicious(ulong seed) => First(seed, row => row is { IsFraud: true, Scenario: Scenario.StolenAbroad });

    /// <summary>Any purchase at all.</summary>
    public static Transaction Random(ulong seed) => First(seed, _ => true);

    private static Transaction First(ulong seed, Func<SimulatedTransaction, bool> wanted)
    {
        var month = CardWorld.Simulate(seed, rows: 20_000, Start, TimeSpan.FromDays(30));
        return new(TransactionSchema.Default, month.First(wanted).Transaction.Values.ToArray());
    }
}
