using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class TransactionTimeTests
{
    [Theory]
    [InlineData("\"2026-01-31T23:59:59Z\"", null)]
    [InlineData("1769903999", null)]
    [InlineData("null", null)]
    [InlineData("\"soon\"", "must be a time such as 2026-01-31 23:59:59 or seconds since 1970, but is 'soon'")]
    [InlineData("{\"a\": 1}", "must be a time, as text or as seconds since 1970")]
    public void The_schemas_time_is_checked_and_taken_like_the_id(string json, string? why)
    {
        var schema = new TransactionSchema("own", [new Field { Name = "x", Kind = FieldKind.Number }], "id", "label", "booked_at");
        var (transaction, errors) = Cards.Read(Encoding.UTF8.GetBytes($"{{\"booked_at\": {json}, \"x\": 1}}"), schema);

        Assert.Equal(why ?? "", string.Join("", errors.Of("booked_at")));
        Assert.Equal(why is null, transaction is not null);
        Assert.Equal(["is present more than once"], Cards.Read(
            Encoding.UTF8.GetBytes($"{{\"booked_at\": null, \"booked_at\": {json}, \"x\": 1}}"), schema).Errors.Of("booked_at"));
    }
}
