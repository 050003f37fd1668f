using System.Text;
using FraudWeb.Core.Batch;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

/// <summary>Which columns of a file a proposal takes for label, id and time.</summary>
public class ProposedRolesTests
{
    [Theory]
    [InlineData("dob,booked_at", "1950-01-10,2024-01-01 10:00:00", "booked_at")]
    [InlineData("dob,timestamp", "1950-01-10,2024-01-01", "timestamp")]
    [InlineData("created,expires_at,event_time", "2024-01-01,2030-01-01 00:00:00,2024-01-01 10:00:00", "event_time")]
    [InlineData("LABEL_TIMESTAMP,EVENT_TIMESTAMP", "2024-02-01T00:00:00Z,2024-01-01T10:00:00Z", "EVENT_TIMESTAMP")]
    [InlineData("x,booked_at", "5,1704067201000", "booked_at")]
    [InlineData("x,ts", "5,1704067201", "ts")]
    [InlineData("x,when", "5,2024-01-01 10:00:00+00", "when")]
    [InlineData("x,when", "5,2024-01-01 10:00:00 UTC", "when")]
    [InlineData("dob,x", "1950-01-10,5", null)]
    [InlineData("x,amount", "5,1704067201", null)]
    public void The_time_of_the_transaction_is_chosen_by_name_and_precision_and_said(string columns, string cells, string? time)
    {
        var proposal = Propose($"{columns},price,is_fraud\n{cells},1.5,0\n{cells},2.5,1\n");

        Assert.Equal(time, proposal.Schema.Timestamp);
        Assert.Contains(time is null ? "by chance" : $"{time} is the time", proposal.Notes[0], StringComparison.Ordinal);
        Assert.DoesNotContain(proposal.Schema.Fields, field => field.Name is "dob" or "expires_at" or "created" or "LABEL_TIMESTAMP");
    }

    [Theory]
    [InlineData("1/31/2024 10:00", "line 2: '1/31/2024 10:00'")]
    [InlineData("01/31/2024 11:59 PM", "line 2: '01/31/2024 11:59 PM'")]
    [InlineData("20240131235959", "line 2: '20240131235959'")]
    public void A_time_that_can_not_be_read_is_named_and_not_dropped_in_silence(string cell, string told)
    {
        var proposal = Propose($"booked_at,a,is_fraud\n{cell},1.5,0\n{cell},2.5,1\n");

        Assert.Equal(
            [new("booked_at", $"contain times that can't be read ({told}); write them as 2026-01-31 23:59:59")], proposal.LeftOut);
        Assert.StartsWith("No column can be used as the time", proposal.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_some_rows_lack_is_not_the_schemas_because_training_would_refuse_them()
    {
        var proposal = Propose("booked_at,a,is_fraud\n2024-01-01,1.5,0\n,2.5,1\n");

        Assert.Null(proposal.Schema.Timestamp);
        Assert.StartsWith("are times, but some rows have none", Assert.Single(proposal.LeftOut).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customer_id,transaction_id", "7,1", "7,2", "transaction_id")]
    [InlineData("Issuer Id,Psp Reference", "7,8835614739201234", "8,8835614739201235", "Psp Reference")]
    [InlineData("account_id,TransactionID", "7,1", "8,2", "TransactionID")]
    [InlineData("account_id,id", "7,1", "8,1", "id")]
    [InlineData("device_uuid,x", "a,1", "b,2", "device_uuid")]
    [InlineData("customer_id,x", "7,1", "7,2", null)]
    [InlineData("paid,valid", "7,1", "8,2", null)]
    public void The_id_is_the_transactions(string columns, string first, string second, string? id)
    {
        var proposal = Propose($"{columns},a,is_fraud\n{first},1.5,0\n{second},2.5,1\n");

        Assert.Equal(id, proposal.Schema.Id);
        Assert.DoesNotContain(
            proposal.Schema.Fields, field => field.Name.EndsWith("_id", StringComparison.Ordinal) || field.Name == "device_uuid");
    }

    [Theory]
    [InlineData("class,a,is_fraud\ngold,1.5,0\nsilver,2.5,1\n", "is_fraud")]
    [InlineData("a,Class\n1.5,0\n2.5,1\n", "Class")]
    [InlineData("a,is_fraud\n1.5,legit\n2.5,fraud\n3.5,\n", "is_fraud")]
    [InlineData("a,is_fraud\n1.5,N\n2.5,Y\n", "is_fraud")]
    [InlineData(
        "fraud_probability,is_fraud,risk_level,decision,label,a\n0.9,1,HIGH,decline,legitimate,5\n0.1,0,LOW,approve,fraud,6\n", "label")]
    [InlineData("a,is_fraud,fraud_probability,is_fraud,risk_level\n1.5,1,0.5,0,LOW\n2.5,0,0.5,0,LOW\n", "is_fraud")]
    public void The_label_is_found_by_the_most_telling_name_and_its_usual_texts_are_read(string csv, string label)
    {
        var proposal = Propose(csv);

        Assert.Equal((label, 0), (proposal.Schema.Label, proposal.Schema.Positive.Length));
        Assert.Contains(proposal.Schema.Fields, field => field.Name == "a");
        Assert.DoesNotContain(proposal.Schema.Fields, field => field.Name is "fraud_probability" or "risk_level" or "decision");
        AssertReads(csv, proposal.Schema);
    }

    [Theory]
    [InlineData("1", null, "1", "2")]
    [InlineData("2", null, "2", "1")]
    [InlineData(null, "1", "2", "1")]
    public void A_text_that_is_named_makes_the_other_one_its_opposite(string? positive, string? negative, string isFraud, string isNot)
    {
        const string csv = "a,is_fraud\n1.5,1\n2.5,2\n3.5,unknown\n";
        var schema = Propose(csv, new()
        {
            Positive = positive is null ? [] : [positive],
            Negative = negative is null ? [] : [negative],
        }).Schema;

        Assert.Equal((isFraud, isNot), (Assert.Single(schema.Positive), Assert.Single(schema.Negative)));
        AssertReads(csv, schema);
    }

    [Theory]
    [InlineData("a,is_fraud\n1,-1\n2,1\n", "", "none: -1, 1; name the one that means fraud with --positive TEXT")]
    [InlineData("a,is_fraud\n1,A\n2,B\n3,C\n", "A", "none: A, B, C; name those that mean legitimate with --negative TEXT")]
    [InlineData("a,is_fraud\n1,0\n2,1\n", "frod", "no row has the label frod; is_fraud has 0, 1")]
    [InlineData("fraud_probability,is_fraud,risk_level,a\n0.9,1,HIGH,5\n", "", "is_fraud is a model's own verdict here")]
    public void A_label_that_is_not_clear_is_told_with_its_values_and_what_to_do(string csv, string positive, string told) =>
        Assert.Contains(told, Assert.Throws<CsvException>(
            () => Propose(csv, new() { Positive = positive.Length > 0 ? [positive] : [] })).Message, StringComparison.Ordinal);

    private static void AssertReads(string csv, TransactionSchema schema)
    {
        using var rows = Rows(csv);
        LabelledCsv.Read(
            rows, SchemaJson.Parse(Encoding.UTF8.GetBytes(schema.Json)), schema.Timestamp, RejectedRows.Stop(), (_, _, _) => { });
    }

    private static SchemaProposal Propose(string csv, ProposalOptions? options = null)
    {
        using var rows = Rows(csv);
        return SchemaProposal.Of(rows, "own", options);
    }

    private static CsvRows Rows(string csv) => new(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "x.csv");
}
