using System.Text;
using System.Text.Json.Nodes;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Tests.Schema;

/// <summary>Bodies of the default schema, to be spoilt one field at a time.</summary>
internal static class Cards
{
    public const string Body =
        "{\"amount\": 250.5, \"transaction_hour\": 14, \"merchant_category\": \"Electronics\", \"foreign_transaction\": 0, "
        + "\"location_mismatch\": true, \"device_trust_score\": 75, \"velocity_last_24h\": 3, \"cardholder_age\": 41}";

    public const string Header =
        "amount,transaction_hour,merchant_category,foreign_transaction,location_mismatch,"
        + "device_trust_score,velocity_last_24h,cardholder_age";

    public const string Row = "250.5,14,Electronics,0,true,75,3,41";

    public static readonly double[] Values = [250.5, 14, 1, 0, 1, 75, 3, 41];

    /// <summary>The good body with one field's value replaced by a JSON text.</summary>
    public static string With(string field, string json)
    {
        var body = JsonNode.Parse(Body)!.AsObject();
        return "{" + string.Join(", ", body.Select(pair => $"\"{pair.Key}\": {(pair.Key == field ? json : pair.Value!.ToJsonString())}"))
            + "}";
    }

    public static string Without(string field)
    {
        var body = JsonNode.Parse(Body)!.AsObject();
        body.Remove(field);
        return body.ToJsonString();
    }

    public static (Transaction? Transaction, FieldErrors Errors) Read(string json) =>
        Read(Encoding.UTF8.GetBytes(json), TransactionSchema.Default);

    public static (Transaction? Transaction, FieldErrors Errors) Read(byte[] json, TransactionSchema schema)
    {
        var errors = new FieldErrors();
        var transaction = TransactionJson.Read(json, schema, errors);

        // Whatever comes in, the answer is either a transaction or reasons, never both and never neither.
        Assert.NotEqual(transaction is null, errors.IsEmpty);
        return (transaction, errors);
    }
}
