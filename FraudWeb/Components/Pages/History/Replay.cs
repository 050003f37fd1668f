using System.Globalization;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;

namespace FraudWeb.Components.Pages.History;

/// <summary>A stored probability beside the one that the archived model computes for the same inputs now.</summary>
/// <param name="Kept">The stored probability; null if the scorer failed then.</param>
/// <param name="Now">The new probability; null if the scorer fails now.</param>
/// <param name="ModelHash">SHA-256 of the archived model file's content.</param>
public sealed record Replay(double? Kept, double? Now, string ModelHash)
{
    /// <summary>Whether all 64 bits of both are the same.</summary>
    public bool IsSame => Bits(Kept) == Bits(Now);

    /// <summary>Computes the probability again.</summary>
    public static Replay Of(Prediction prediction, ServedModel archived)
    {
        var probability = archived.Model.Score(prediction.Inputs).Probability;
        return new(prediction.Probability, double.IsNaN(probability) ? null : probability, archived.Hash);
    }

    /// <summary>Formats all 64 bits as 16 hexadecimal digits in groups of four.</summary>
    public static string Bits(double? probability) => probability is { } value
        ? string.Join(' ',
        BitConverter.DoubleToUInt64Bits(value).ToString("X16", CultureInfo.InvariantCulture).Chunk(4).Select(digits => new string(digits)))
        : "no score";

    /// <summary>Formats the shortest decimal number that parses to the same bits.</summary>
    public static string Digits(double? probability) => probability?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
