using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Models;

/// <summary>Small models of the default schema, made without training; another seed makes another model.</summary>
internal static class MadeModels
{
    public static FraudModel Trees(int seed)
    {
        var random = new Random(seed);
        var schema = TransactionSchema.Default;
        var trees = Enumerable.Range(0, 20).Select(_ => Tree(schema, random, 4)).ToList();
        return new(schema, TreeEnsemble.Of(schema.Fields.Length, -3.1, trees, Importance(schema)), new(0.9, 0.1), Report("boosting"));
    }

    public static FraudModel Linear(int seed, TransactionSchema? of = null)
    {
        var random = new Random(seed);
        var schema = of ?? TransactionSchema.Default;
        var terms = schema.Fields.Select(field => new LinearModel.Term(
            random.NextDouble() - 0.5, random.Next(50), 0.1, 0.01,
            field.Kind is FieldKind.Category ? [.. field.Choices.Select(_ => random.NextDouble())] : field.Kind is FieldKind.Flag
                ? [0.1, 0.9] : [])).ToArray();
        return new(schema, new LinearModel(-2, terms, Importance(schema)), Calibration.None, Report("logistic"));
    }

    /// <summary>A model of two fields, a and b, whose score is no number when both are large: two terms that are finite each and infinite
    /// with opposite signs. ML.NET has no weights as large, so it is a model of file format 1.</summary>
    public static FraudModel Failing()
    {
        var schema = new TransactionSchema(
            "two", [new Field { Name = "a", Kind = FieldKind.Number }, new Field { Name = "b", Kind = FieldKind.Number }]);
        LinearModel.Term[] terms = [new(1e300, 0, 0, 0, []), new(-1e300, 0, 0, 0, [])];
        return new(schema, new LinearModel(0, terms, [0.5, 0.5]), Calibration.None with { IsDouble = true }, Report("logistic"));
    }

    public static double[] Values(TransactionSchema schema, Random random) =>
        [.. schema.Fields.Select(field => random.Next(10) == 0 ? double.NaN
            : field.Kind == FieldKind.Category ? random.Next(field.Choices.Length)
            : field.Kind == FieldKind.Flag ? random.Next(2)
            : random.Next(100))];

    private static double[] Importance(TransactionSchema schema) => [.. schema.Fields.Select(_ => 1.0 / schema.Fields.Length)];

    private static TreeNode Tree(TransactionSchema schema, Random random, int depth)
    {
        if (depth == 0)
        {
            return new LeafNode { Value = random.NextDouble() - 0.5, Cover = 1 + random.Next(100) };
        }

        var left = Tree(schema, random, depth - 1);
        var right = Tree(schema, random, depth - 1);
        var feature = random.Next(schema.Fields.Length);
        return new SplitNode
        {
            Feature = feature,
            Threshold = random.Next(60),
            Categories = schema.Fields[feature].Kind == FieldKind.Category ? [(ulong)random.Next(1, 31)] : null,
            MissingLeft = random.Next(2) == 0,
            Left = left,
            Right = right,
            Cover = left.Cover + right.Cover,
        };
    }

    private static TrainingReport Report(string trainer) => new(
        trainer, new DateTimeOffset(2026, 3, 1, 10, 20, 30, TimeSpan.Zero),
        new Dictionary<string, string> { ["trees"] = "20", ["leaves"] = "16", ["learning_rate"] = "0.1" }, "ab12", 1_000, 20,
            "every fifth row",
        new(250, 5, 0.93, double.NaN, 0.5, 0.7, 0.6, 0.65, 0.05, 0.01, 30, 3, 1, 244, 2), ["amount never varies"]);
}
