using System.Globalization;
using System.Text.Json;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Scoring;

/// <summary>Reads a policy from JSON: <c>{"threshold": 0.5, "medium_from": 0.3, "high_from": 0.7, "auto_decline": true}</c>. An absent
/// property has its default; an unknown, duplicate or out-of-range property is an error.</summary>
public static class PolicyJson
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 4 };

    /// <summary>Reads a policy.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <param name="errors">Receives all errors, by property.</param>
    /// <returns>The policy; null if there are errors.</returns>
    public static Policy? Read(ReadOnlySpan<byte> utf8, FieldErrors errors)
    {
        var policy = new Policy();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(utf8, Strict);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                errors.Add(FieldErrors.Body, "must be a JSON object such as {\"threshold\": 0.5, \"high_from\": 0.7}");
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (!seen.Add(name))
                {
                    errors.Add(name, "is present more than once");
                }

                policy = With(policy, name, ref reader, errors);
                reader.Skip();
            }

            if (reader.Read())
            {
                errors.Add(FieldErrors.Body, "must end after the policy");
            }
        }
        catch (JsonException e)
        {
            errors.Add(FieldErrors.Body, TransactionJson.WhyMalformed(e));
        }
        catch (InvalidOperationException)
        {
            errors.Add(FieldErrors.Body, "must be well-formed Unicode");
        }

        if (errors.IsEmpty && policy.MediumFrom > policy.HighFrom)
        {
            errors.Add("medium_from", string.Create(
                CultureInfo.InvariantCulture, $"must be at most high_from ({policy.HighFrom}), but is {policy.MediumFrom}"));
        }

        return errors.IsEmpty ? policy : null;
    }

    private static Policy With(Policy policy, string name, ref Utf8JsonReader reader, FieldErrors errors)
    {
        switch (name)
        {
            case "threshold":
                return policy with { Threshold = Probability(name, ref reader, errors) };
            case "medium_from":
                return policy with { MediumFrom = Probability(name, ref reader, errors) };
            case "high_from":
                return policy with { HighFrom = Probability(name, ref reader, errors) };
            case "auto_decline" when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                return policy with { AutoDecline = reader.GetBoolean() };
            case "auto_decline":
                errors.Add(name, "must be true or false");
                return policy;
            default:
                errors.Add(name, "is unknown; allowed are threshold, medium_from, high_from and auto_decline");
                return policy;
        }
    }

    private static double Probability(string name, ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && value is >= 0 and <= 1)
        {
            return value;
        }

        errors.Add(name, "must be a number from 0 to 1");
        return double.NaN;
    }
}
