using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Learning.MlNet;

/// <summary>Models of random trees over random schemas: numbers, flags and categories of 1 to 90 choices, missing values both ways, sets
/// of categories that are empty or full.</summary>
internal static class RandomModels
{
    public static FraudModel Trees(int seed, int trees, int leaves)
    {
        var random = new Random(seed);
        var schema = Schema(random);
        TreeNode[] grown = [.. Enumerable.Range(0, trees).Select(_ => Tree(schema, random, random.Next(1, leaves + 1), 60))];
        return new(schema, TreeEnsemble.Of(schema.Fields.Length, random.NextDouble() * -5, grown, new double[schema.Fields.Length]),
            new(0.5 + random.NextDouble(), random.NextDouble() - 0.5),
            new("boosting", DateTimeOffset.UnixEpoch, new Dictionary<string, string>(), "ab", 10, 5, "none", null, []));
    }

    public static double[] Values(TransactionSchema schema, Random random) =>
        [.. schema.Fields.Select(field => random.Next(5) == 0 ? double.NaN : field.Kind switch
        {
            FieldKind.Category => random.Next(field.Choices.Length),
            FieldKind.Flag => random.Next(2),
            _ => random.Next(8) == 0 ? random.NextDouble() * 1e9 : random.Next(-8, 9) / 4.0,
        })];

    private static TransactionSchema Schema(Random random) => new("random",
    [
        .. Enumerable.Range(0, random.Next(1, 12)).Select(i => random.Next(4) switch
        {
            0 => new Field { Name = $"flag {i}", Kind = FieldKind.Flag },
            1 => new Field { Name = i == 1 ? "Score" : $"Kategorie_ä{i}", Kind = FieldKind.Category,
                Choices = [.. Enumerable.Range(0, random.Next(3) == 0 ? 90 : random.Next(1, 6)).Select(choice => $"choice {choice}")] },
            _ => new Field { Name = i == 0 ? "Features" : $"number{i}", Kind = FieldKind.Number, Required = false },
        }),
    ]);

    private static TreeNode Tree(TransactionSchema schema, Random random, int leaves, int depth)
    {
        if (leaves <= 1 || depth == 0)
        {
            return new LeafNode { Value = random.NextDouble() * 4 - 2, Cover = random.Next(1, 100) };
        }

        var feature = random.Next(schema.Fields.Length);
        var (left, right) = (random.Next(1, leaves), 0);
        right = leaves - left;
        var (l, r) = (Tree(schema, random, left, depth - 1), Tree(schema, random, right, depth - 1));
        return new SplitNode
        {
            Feature = feature,
            Threshold = random.Next(10) == 0 ? float.PositiveInfinity : random.Next(-8, 9) / 4f,
            Categories = schema.Fields[feature].Kind != FieldKind.Category || random.Next(5) == 0 ? null : random.Next(4) switch
            {
                0 => [0UL, 0UL],
                1 => [ulong.MaxValue, ulong.MaxValue],
                _ => [(ulong)random.NextInt64(), (ulong)random.NextInt64()],
            },
            MissingLeft = random.Next(2) == 0,
            Left = l,
            Right = r,
            Cover = l.Cover + r.Cover,
        };
    }
}
