using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Models;

/// <summary>The content of a model file under its hash: the length of a JSON header, the header (schema, calibration, training report), one
/// byte for the kind of predictor, and the predictor's own bytes.</summary>
internal static class ModelFileContent
{
    private const byte Trees = 1;
    private const byte Linear = 2;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // A measure may be undefined for the holdout, such as the AUC of one class.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write(Stream stream, FraudModel model)
    {
        // Sorted by name, so that equal parameters give the same bytes in any order of insertion.
        var parameters = new SortedDictionary<string, string>(model.Report.Parameters.ToDictionary(), StringComparer.Ordinal);
        var report = model.Report with { Parameters = parameters };
        using var schema = JsonDocument.Parse(model.Schema.Json);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new Header(schema.RootElement, model.Calibration.Slope, model.Calibration.Intercept, report), Options);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(header.Length);
        writer.Write(header);
        switch (model.Predictor)
        {
            case TreeEnsemble trees:
                writer.Write(Trees);
                trees.WriteTo(writer);
                break;
            case LinearModel linear:
                writer.Write(Linear);
                linear.WriteTo(writer);
                break;
            default:
                throw new ModelFileException($"A {model.Predictor.GetType().Name} can't be stored in a file.");
        }
    }

    /// <param name="stream">A stream of exactly these bytes.</param>
    /// <param name="isDouble">Whether probabilities have double precision, as in format 1.</param>
    public static FraudModel Read(Stream stream, bool isDouble)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            var length = reader.ReadInt32();
            if (length < 0 || length > stream.Length - stream.Position)
            {
                throw new InvalidDataException($"its header claims {length} bytes");
            }

            var header = JsonSerializer.Deserialize<Header>(reader.ReadBytes(length), Options)
                ?? throw new InvalidDataException("its header is null");
            Predictor predictor = reader.ReadByte() switch
            {
                Trees => TreeEnsemble.ReadFrom(reader),
                Linear => LinearModel.ReadFrom(reader),
                var kind => throw new InvalidDataException($"it holds a predictor of kind {kind}, which this FraudWeb does not know"),
            };

            if (stream.Position != stream.Length)
            {
                throw new InvalidDataException($"{stream.Length - stream.Position} bytes follow its end");
            }

            if (!double.IsFinite(header.Slope) || header.Slope <= 0 || !double.IsFinite(header.Intercept))
            {
                throw new InvalidDataException("its calibration has no positive slope and finite intercept");
            }

            if (!isDouble && predictor is TreeEnsemble { HasExactSums: false })
            {
                throw new InvalidDataException("its leaves are not multiples of one unit, so that their sum depends on the order");
            }

            var schema = SchemaJson.Parse(Encoding.UTF8.GetBytes(header.Schema.GetRawText()));
            return new FraudModel(
                schema, predictor, new Calibration(header.Slope, header.Intercept) { IsDouble = isDouble }, header.Report);
        }
        catch (Exception e)
            when (e is InvalidDataException or EndOfStreamException or JsonException or SchemaException or ArgumentException)
        {
            throw new ModelFileException($"The model file can't be used: {e.Message}", e);
        }
    }

    private sealed record Header(JsonElement Schema, double Slope, double Intercept, TrainingReport Report);
}
