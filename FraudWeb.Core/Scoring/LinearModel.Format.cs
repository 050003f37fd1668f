namespace FraudWeb.Core.Scoring;

/// <content>The binary format of a linear model, little-endian. Reading validates all content.</content>
public sealed partial class LinearModel
{
    private const int MaxCategories = 1 << 20;

    /// <summary>Writes the model. Equal models have the same bytes.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_intercept);
        writer.Write(_terms.Length);
        foreach (var term in _terms)
        {
            writer.Write(term.Weight);
            writer.Write(term.Mean);
            writer.Write(term.Missing);
            writer.Write(term.Expected);
            writer.WriteArray(term.Categories);
        }

        writer.WriteArray(_importance);
    }

    /// <summary>Reads a model that <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a linear model; the message has the error.</exception>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public static LinearModel ReadFrom(BinaryReader reader)
    {
        var intercept = reader.ReadDouble();
        var count = reader.ReadInt32();
        Require(count is > 0 and <= TreeEnsemble.MaxFeatures, $"has {count} features, 1 to {TreeEnsemble.MaxFeatures} are allowed");
        var terms = new List<Term>();
        for (var i = 0; i < count; i++)
        {
            terms.Add(new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                reader.ReadArray<double>(MaxCategories)));
        }

        var importance = reader.ReadArray<double>(TreeEnsemble.MaxFeatures);
        Require(double.IsFinite(intercept) && terms.TrueForAll(IsFinite), "has a weight that is not finite");
        Require(importance.Length == count && importance.All(share => share is >= 0 and <= 1), "has an importance outside 0 to 1");
        return new(intercept, [.. terms], importance);
    }

    private static bool IsFinite(Term term) =>
        double.IsFinite(term.Weight) && double.IsFinite(term.Mean) && double.IsFinite(term.Missing) && double.IsFinite(term.Expected)
        && term.Categories.All(double.IsFinite);

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException($"The linear model {fault}.");
        }
    }
}
