using FraudWeb.Core.Learning;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Learning;

/// <summary>Made-up labelled rows whose share of fraud goes up and down along two fields that a schema may constrain.</summary>
internal static class MonotoneData
{
    /// <summary>The position of the number that is constrained; it may be missing.</summary>
    public const int Level = 1;

    /// <summary>The position of the flag that is constrained.</summary>
    public const int Flag = 3;

    /// <summary>The values from one end of <see cref="Level"/> to the other and beyond, ascending.</summary>
    public static float[] Levels { get; } = [-1e6f, .. Enumerable.Range(-10, 121).Select(level => level + 0.5f), 1e6f];

    /// <summary>Returns 4,000 rows; the seed also decides about the other fields.</summary>
    /// <param name="direction">The constraint on both fields; null for none.</param>
    /// <param name="seed">The seed of the values and labels.</param>
    public static Dataset Rows(MonotoneDirection? direction, int seed = 1)
    {
        var random = new Random(seed);
        var choices = random.Next(2) == 0 ? 4 : 60;
        var builder = new Dataset.Builder(new("waves",
        [
            new() { Name = "price", Kind = FieldKind.Number },
            new() { Name = "level", Kind = FieldKind.Number, Required = false, Monotone = direction },
            new() { Name = "shop", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, choices).Select(i => $"s{i}")] },
            new() { Name = "flag", Kind = FieldKind.Flag, Monotone = direction },
        ]));
        var (period, shift) = (5 + 20 * random.NextDouble(), 6 * random.NextDouble());
        for (var i = 0; i < 4_000; i++)
        {
            var (price, shop, flag) = (Math.Exp(random.NextDouble() * 5), random.Next(choices), random.Next(2));
            var level = random.Next(6) == 0 ? double.NaN : Math.Round(random.NextDouble() * 100, random.Next(3));
            var wave = double.IsNaN(level) ? 1 : 2.5 * Math.Sin(level / period + shift + (price > 20 ? 1 : 0));
            var logOdds = -2.5 + wave + (shop % 5 == 0 ? 1 : 0) + (flag == 1 ? 1 : 0) * (shop % 2 == 0 ? 1.5 : -1.5);
            builder.Add([price, level, shop, flag], random.NextDouble() < 1 / (1 + Math.Exp(-logOdds)), MadeData.Now.AddMinutes(i));
        }

        return builder.Build();
    }
}
