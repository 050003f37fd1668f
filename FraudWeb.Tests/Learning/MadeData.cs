using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

/// <summary>Made-up labelled rows whose rule is known: a high amount at night, or a bad category, makes fraud likely.</summary>
internal static class MadeData
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static TransactionSchema Schema { get; } = new("made",
    [
        new() { Name = "amount", Kind = FieldKind.Number },
        new() { Name = "hour", Kind = FieldKind.Integer },
        new() { Name = "foreign", Kind = FieldKind.Flag },
        new() { Name = "category", Kind = FieldKind.Category, Choices = ["a", "b", "c", "d", "e"] },
        new() { Name = "trust", Kind = FieldKind.Number, Required = false },
        new() { Name = "noise", Kind = FieldKind.Number },
    ]);

    /// <summary>About 4 % of the rows are fraud.</summary>
    public static Dataset Rows(int count, int seed = 1)
    {
        var random = new Random(seed);
        var builder = new Dataset.Builder(Schema, count);
        for (var i = 0; i < count; i++)
        {
            var (amount, hour, foreign) = (Math.Exp(random.NextDouble() * 6), random.Next(24), random.Next(10) == 0);
            var (category, trust) = (random.Next(5), random.Next(5) == 0 ? double.NaN : random.NextDouble() * 100);
            var logOdds = -6.5 + (amount > 100 && hour < 6 ? 4 : 0) + (category == 3 ? 2 : 0) + (foreign ? 2 : 0)
                + (double.IsNaN(trust) ? 1 : (50 - trust) / 25);
            builder.Add([amount, hour, foreign ? 1 : 0, category, trust, random.NextDouble()],
                random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)), Now.AddMinutes(i));
        }

        return builder.Build();
    }
}
