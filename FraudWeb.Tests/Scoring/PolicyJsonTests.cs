using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Scoring;

public class PolicyJsonTests
{
    [Fact]
    public void A_policy_is_read_and_what_is_left_out_has_its_default()
    {
        Assert.Equal(
            (new Policy(0.4, 0.2, 0.6, AutoDecline: false), ""),
            Read("""{"threshold": 0.4, "medium_from": 0.2, "high_from": 6e-1, "auto_decline": false}"""));
        Assert.Equal((new Policy(), ""), Read("{}"));
        Assert.Equal((new Policy(Threshold: 1, MediumFrom: 0.7), ""), Read("""{"threshold": 1, "medium_from": 0.7}"""));
    }

    [Theory]
    [InlineData("""{"threshold": 1.01}""", "threshold: must be a number from 0 to 1")]
    [InlineData("""{"threshold": "0.5"}""", "threshold: must be a number from 0 to 1")]
    [InlineData("""{"threshold": 1e999}""", "threshold: must be a number from 0 to 1")]
    [InlineData(
        """{"threshold": null, "high_from": [0.7]}""",
        "threshold: must be a number from 0 to 1; high_from: must be a number from 0 to 1")]
    [InlineData("""{"medium_from": 0.8}""", "medium_from: must be at most high_from (0.7), but is 0.8")]
    [InlineData("""{"auto_decline": 1}""", "auto_decline: must be true or false")]
    [InlineData("""{"Threshold": 0.5}""", "Threshold: is unknown; allowed are threshold, medium_from, high_from and auto_decline")]
    [InlineData("""{"threshold": 0.5, "threshold": 0.6}""", "threshold: is present more than once")]
    [InlineData("""{"threshold": 0.5} {}""", "body: is not valid JSON at line 1, byte 20")]
    [InlineData("""{"threshold": 0.5""", "body: is not valid JSON at line 1, byte 18")]
    [InlineData("0.5", "body: must be a JSON object such as {\"threshold\": 0.5, \"high_from\": 0.7}")]
    [InlineData("", "body: is not valid JSON at line 1, byte 1")]
    public void What_is_wrong_with_a_policy_is_named(string json, string errors) => Assert.Equal((null, errors), Read(json));

    private static (Policy?, string) Read(string json)
    {
        var errors = new FieldErrors();
        return (PolicyJson.Read(Encoding.UTF8.GetBytes(json), errors), errors.ToString());
    }
}
