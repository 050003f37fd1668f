using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Simulation;

/// <summary>One purchase of the simulated world.</summary>
internal readonly record struct Purchase(
    Scenario Scenario, long Cents, int Hour, int Category, bool Foreign, bool Mismatch, int DeviceTrust, int Velocity, int Age);

/// <summary>The positions of the simulated values in the default schema. No other code knows that schema's field names.</summary>
internal static class CardFields
{
    private static readonly int Amount = Position("amount");
    private static readonly int Hour = Position("transaction_hour");
    private static readonly int Category = Position("merchant_category");
    private static readonly int Foreign = Position("foreign_transaction");
    private static readonly int Mismatch = Position("location_mismatch");
    private static readonly int DeviceTrust = Position("device_trust_score");
    private static readonly int Velocity = Position("velocity_last_24h");
    private static readonly int Age = Position("cardholder_age");

    public static double[] Values(in Purchase purchase)
    {
        var values = new double[TransactionSchema.Default.Fields.Length];
        values[Amount] = purchase.Cents / 100.0;
        values[Hour] = purchase.Hour;
        values[Category] = purchase.Category;
        values[Foreign] = purchase.Foreign ? 1 : 0;
        values[Mismatch] = purchase.Mismatch ? 1 : 0;
        values[DeviceTrust] = purchase.DeviceTrust;
        values[Velocity] = purchase.Velocity;
        values[Age] = purchase.Age;
        return values;
    }

    private static int Position(string name) => TransactionSchema.Default.PositionOf(name);
}
