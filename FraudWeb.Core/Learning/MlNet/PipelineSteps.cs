using System.Globalization;
using System.Text;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>The steps of a model's ML.NET pipeline that convert the schema's columns to the feature vector. A step consists of named
/// entries.</summary>
internal static class PipelineSteps
{
    private const string Missing = "Missing";
    private const string Transforms = "Microsoft.ML.Transforms";

    private static readonly Component ValueToKey = new("TERMTRNF", "TermTransform", Version: 0x00010003, ReadableVersion: 0x00010003);
    private static readonly Component Vocabulary = new("TERM MAN", "TermManager", Version: 0x00010002, ReadableVersion: 0x00010002);
    private static readonly Component KeyToVector = new("KEY2VECT", "KeyToVectorTransform", Version: 0x00010002);
    private static readonly Component Concatenation =
        new("CONCAT F", "ConcatTransform", Version: 0x00010003, ReadableVersion: 0x00010003, OldLoader: "ConcatFunction");

    private static readonly Component MissingIndicator = new("NAIND TF", "NaIndicatorTransform", Transforms);
    private static readonly Component MissingReplacement = new("NAREP TF", "NAReplaceTransform", Transforms, 0x00010002, 0x00010002);
    private static readonly Component Conversion =
        new("CONVERTF", "ConvertTransform", Version: 0x00010004, ReadableVersion: 0x00010003, OldLoader: "ConvertFunction");

    /// <summary>Returns the steps before the prediction. Trees accept missing numbers. For a linear model they are replaced by 0, and a
    /// second half of the vector indicates where they were.</summary>
    public static IEnumerable<(string Name, byte[] Content)[]> Of(Predictor predictor, FieldSlots slots)
    {
        int[] categories = [.. Enumerable.Range(0, slots.Schema.Fields.Length).Where(slots.IsCategory)];
        if (categories.Length > 0)
        {
            yield return OneHotEncoding(slots, categories);
        }

        yield return Concatenate([.. slots.Schema.Fields.Select(field => field.Name)]);
        if (predictor is LinearModel)
        {
            yield return Column(MissingIndicator, Missing, ModelZip.Features);
            yield return Column(MissingReplacement, ModelZip.Features, ModelZip.Features, writer =>
            {
                writer.Write("Single");
                writer.Write7BitEncodedInt(0);
                writer.Write(0f);
            });

            const byte single = 9;
            yield return Column(Conversion, Missing, Missing, writer => writer.Write(single));
            yield return Concatenate([ModelZip.Features, Missing]);
        }
    }

    /// <summary>Describes the steps.</summary>
    public static IEnumerable<string> Describe(Predictor predictor, FieldSlots slots)
    {
        string[] categories = [.. slots.Schema.Fields.Where((_, field) => slots.IsCategory(field)).Select(field => field.Name)];
        if (categories.Length > 0)
        {
            yield return $"OneHotEncoding of {string.Join(", ", categories)}";
        }

        yield return FormattableString.Invariant(
            $"Concatenate of {slots.Schema.Fields.Length} columns into {ModelZip.Features} ({slots.Count} slots)");
        if (predictor is LinearModel)
        {
            yield return $"IndicateMissingValues of {ModelZip.Features} into {Missing}, as single precision";
            yield return $"ReplaceMissingValues of {ModelZip.Features} by 0";
            yield return $"Concatenate of {ModelZip.Features} and {Missing} into {ModelZip.Features}";
        }
    }

    /// <summary>Combines steps into one.</summary>
    public static (string Name, byte[] Content)[] Chain(params IReadOnlyList<(string Name, byte[] Content)[]> steps)
    {
        const int allScopes = 7;
        using var entry = new ComponentWriter(new("XF CHAIN", "TransformerChain"));
        entry.Body.Write(steps.Count);
        foreach (var _ in steps)
        {
            entry.Body.Write(allScopes);
        }

        var inner = steps.SelectMany((step, i) => step.Select(entry =>
            (string.Create(CultureInfo.InvariantCulture, $"Transform_{i:000}/{entry.Name}"), entry.Content)));
        return [.. inner, (ModelZip.Component, entry.ToArray())];
    }

    private static (string Name, byte[] Content)[] OneHotEncoding(FieldSlots slots, int[] categories)
    {
        var texts = new StringBuilder();
        using var keys = new ComponentWriter(ValueToKey);
        using var vocabulary = new ComponentWriter(Vocabulary);
        using var vectors = new ComponentWriter(KeyToVector);
        keys.Body.Write(categories.Length);
        vocabulary.Body.Write(categories.Length);
        vectors.Body.Write(categories.Length);
        foreach (var field in categories.Select(category => slots.Schema.Fields[category]))
        {
            WriteColumn(keys, field.Name, field.Name);
            WriteColumn(vectors, field.Name, field.Name);
            const byte isText = 0;
            vocabulary.Body.Write(isText);
            vocabulary.Body.Write(field.Choices.Length);
            texts.Append(CultureInfo.InvariantCulture, $"# Number of terms = {field.Choices.Length}\n");
            for (var choice = 0; choice < field.Choices.Length; choice++)
            {
                vocabulary.WriteString(field.Choices[choice]);
                texts.Append(CultureInfo.InvariantCulture, $"{choice}\t{field.Choices[choice]}\n");
            }
        }

        // The keys have their texts; each vector marks exactly one key instead of counting.
        keys.Body.Write([.. categories.Select(_ => (byte)1)]);
        vectors.Body.Write(new byte[categories.Length]);
        return Chain(
            [
                ("Vocabulary/Terms.txt", Encoding.UTF8.GetBytes(texts.ToString())),
                ($"Vocabulary/{ModelZip.Component}", vocabulary.ToArray()),
                (ModelZip.Component, keys.ToArray()),
            ],
            [(ModelZip.Component, vectors.ToArray())]);
    }

    private static (string Name, byte[] Content)[] Concatenate(string[] columns)
    {
        using var entry = new ComponentWriter(Concatenation);
        entry.Body.Write(1);
        entry.WriteString(ModelZip.Features);
        entry.Body.Write(columns.Length);
        foreach (var column in columns)
        {
            entry.WriteString(column);
            entry.WriteString(null);
        }

        return [(ModelZip.Component, entry.ToArray())];
    }

    private static (string Name, byte[] Content)[] Column(
        Component component, string output, string input, Action<BinaryWriter>? writeRest = null)
    {
        using var entry = new ComponentWriter(component);
        entry.Body.Write(1);
        WriteColumn(entry, output, input);
        writeRest?.Invoke(entry.Body);
        return [(ModelZip.Component, entry.ToArray())];
    }

    private static void WriteColumn(ComponentWriter entry, string output, string input)
    {
        entry.WriteString(output);
        entry.WriteString(input);
    }
}
