using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FraudWeb.Tests.Api;

public class IdempotencyKeyTests
{
    private static readonly string Longest = new('k', IdempotencyKey.MaxLength);

    public static TheoryData<string, string> Good => new()
    {
        { "8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324" },
        { "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324" },
        { "a", "a" },
        { " \ta ", "a" },
        { "order/4711:1+2=3", "order/4711:1+2=3" },
        { "\"order 4711, again; \\\"now\\\" \\\\\"", "order 4711, again; \"now\" \\" },
        { Longest, Longest },
        { $"\"{Longest[1..]}\\\"\"", Longest[1..] + "\"" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_key_is_read_quoted_and_bare(string sent, string key)
    {
        Assert.Equal((key, null), Read(sent));
    }

    public static TheoryData<string> Bad => new(
        "", " ", "\"\"", "\"", "\"a", "a\"", "\"a\"b", "\"a\" \"b\"", "\"a\";p=1", "a;p=1", "a b", "a,b", "a, b", "\"a\", \"b\"",
            "\"a\\b\"", "\"a\\\"",
        "a\tb", "\"a\tb\"", "a\u0001", "\"\u007f\"", "\u007f", "schlüssel", "\"schlüssel\"", "\u00a0a", Longest + "k", $"\"{Longest}k\"");

    [Theory]
    [MemberData(nameof(Bad))]
    public void Anything_else_is_refused_by_the_headers_name(string sent)
    {
        var (key, refusal) = Read(sent);

        Assert.Null(key);
        Assert.NotNull(refusal);
    }

    [Theory, Trait("Requirement", "DP1")]
    [InlineData("4242424242424242")]
    [InlineData("\"order 4242 4242 4242 4242\"")]
    public void A_card_number_is_refused_because_keys_are_kept(string sent)
    {
        var (key, refusal) = Read(sent);

        Assert.Null(key);
        Assert.NotNull(refusal);
    }

    [Fact]
    public void A_header_that_is_given_twice_is_refused_and_one_that_is_absent_is_no_fault()
    {
        Assert.Null(Read(new StringValues(["a", "a"])).Key);
        Assert.NotNull(Read(new StringValues(["a", "a"])).Refusal);
        Assert.Equal((null, null), Read(null));
    }

    [Fact]
    public void Keys_belong_to_an_API_key_and_all_callers_without_one_share_theirs()
    {
        Assert.Equal(7, IdempotentCalls.OwnerOf(Actor.Key(7)));
        Assert.Equal([0, 0], ((Actor[])[Actor.Anonymous, Actor.Account(7)]).Select(IdempotentCalls.OwnerOf));
    }

    private static (string? Key, ProblemResult? Refusal) Read(StringValues? sent)
    {
        var headers = new HeaderDictionary();
        if (sent is { } values)
        {
            headers.Add(IdempotencyKey.Header, values);
        }

        var query = new QueryReader(new QueryCollection());
        return (IdempotencyKey.Read(headers, query), query.Refusal);
    }
}
