using AngleSharp.Dom;
using Bunit;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class CheckPageTests : ScoringContext
{
    private static readonly Transaction Theft = CardExamples.Suspicious(1);

    [Fact]
    public async Task A_check_shows_score_reasons_and_decision_and_is_kept()
    {
        var page = Checked(Theft);

        var kept = Assert.Single((await Predictions.PageAsync(new())).Items);
        Assert.Equal(PredictionSource.Form, kept.Source);
        Assert.Equal(Theft.Values.ToArray(), kept.Inputs);
        Assert.Contains(FraudWeb.Display.Numbers.Percent(kept.Probability), page.Find(".result .score").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".result .reasons li"));
        Assert.Contains(page.FindAll(".result a"), a => a.GetAttribute("href") == $"/history/{kept.Id}");
        Assert.Single(page.FindAll(".last tbody tr"));
    }

    [Fact, Trait("Requirement", "IN1")]
    public void Every_fault_stands_beside_its_field_in_the_words_of_the_API_and_the_first_gets_the_focus()
    {
        var page = Open();
        Type(page, "transaction_hour", "24");
        Type(page, "amount", "12,50");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("must be a number of at least 0, but is '12,50'", ErrorOf(page, "amount")));
        Assert.Equal("must be at most 23, but is 24", ErrorOf(page, "transaction_hour"));
        Assert.Equal("is required", ErrorOf(page, "foreign_transaction"));
        Assert.Contains("8 fields need another value", page.Find("footer").TextContent, StringComparison.Ordinal);
        var amount = page.Find($"#{IdOf("amount")}");
        Assert.Equal("true", amount.GetAttribute("aria-invalid"));
        Assert.Contains($"{IdOf("amount")}-error", amount.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal("12,50", amount.GetAttribute("value"));
        Assert.Equal(IdOf("amount"), Assert.Single(JSInterop.Invocations["focus"]).Arguments[0]);
    }

    [Fact]
    public void A_value_is_not_called_wrong_while_it_is_being_typed()
    {
        var page = Open();

        Type(page, "cardholder_age", "1");
        Assert.Null(ErrorOf(page, "cardholder_age"));

        page.Find($"#{IdOf("cardholder_age")}").Blur();
        page.WaitForAssertion(() => Assert.Equal("must be at least 18, but is 1", ErrorOf(page, "cardholder_age")));
    }

    [Fact]
    public async Task A_changed_value_moves_score_and_reasons_at_once_and_nothing_is_kept()
    {
        var page = Checked(Theft);
        var before = page.Find(".result .score").TextContent;

        Type(page, "device_trust_score", "99");

        page.WaitForAssertion(() => Assert.Contains("points, not kept", page.Find(".what-if").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("99 points", page.Find(".what-if li").TextContent, StringComparison.Ordinal));
        Assert.Contains(page.FindAll(".reasons .what"), what => what.TextContent.Contains("99 points", StringComparison.Ordinal));
        Assert.Equal(before, page.Find(".result .score").TextContent);
        Assert.Single((await Predictions.PageAsync(new())).Items);
    }

    [Fact]
    public async Task A_what_if_can_be_kept_as_a_check_of_its_own()
    {
        var page = Checked(Theft);
        Type(page, "device_trust_score", "99");

        Button(page, "Keep as new check").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".what-if")));
        Assert.Equal(2, (await Predictions.PageAsync(new())).Items.Count);
    }

    [Fact]
    public void A_what_if_can_be_taken_back()
    {
        var page = Checked(Theft);
        var trust = Value(page, "device_trust_score");
        Type(page, "device_trust_score", "99");

        Button(page, "Back to what was checked").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".what-if")));
        Assert.Equal(trust, Value(page, "device_trust_score"));
    }

    [Fact]
    public void A_what_if_waits_while_a_value_is_wrong()
    {
        var page = Checked(Theft);

        Type(page, "amount", "");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".what-if")));
        page.WaitForAssertion(() => Assert.Contains("give every field a value", page.Find(".result").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_nothing_can_be_kept_nothing_is_answered_and_nothing_typed_is_lost()
    {
        var page = Open();
        Fill(page, Theft);
        await Services.GetRequiredService<PredictionLog>().DisposeAsync();

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Not kept", page.Find(".result [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".result .score"));
        Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(page, "amount"));
    }

    [Fact]
    public void A_draft_comes_back_with_its_answer()
    {
        Checked(Theft);
        var saved = (string)JSInterop.Invocations["saveDraft"][^1].Arguments[0]!;
        JSInterop.SetupModule("./js/check.js").Setup<string?>("loadDraft").SetResult(saved);

        var again = Open();

        again.WaitForAssertion(() => Assert.NotEmpty(again.FindAll(".result .score")));
        Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(again, "amount"));
        Assert.Empty(again.FindAll(".what-if"));
    }

    [Fact]
    public void Pasted_JSON_is_refused_with_everything_that_is_wrong_and_taken_when_it_is_right()
    {
        var page = Open();
        Button(page, "Paste JSON").Click();
        page.Find("#pasted").Change("""{"amount": "x", "transaction_hour": 25, "colour": "red"}""");
        page.Find("dialog form").Submit();

        var wrong = page.FindAll("#pasted-errors li").Select(li => li.TextContent).ToList();
        Assert.Contains("amount must be a number of at least 0, but is the text 'x'", wrong);
        Assert.Contains("colour is not a field of this schema", wrong);
        Assert.Contains("cardholder_age is required", wrong);

        page.Find("#pasted").Change(TransactionDraft.Json(Theft));
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(page, "amount")));
    }

    [Fact]
    public void An_example_fills_the_form()
    {
        var page = Open();

        Button(page, "A typical purchase").Click();

        page.WaitForAssertion(() =>
            Assert.DoesNotContain(TransactionSchema.Default.Fields, field => field.Kind == FieldKind.Integer && Value(page, field.Name).Length == 0));
    }

    [Fact]
    public void What_was_checked_before_can_be_taken_up_again()
    {
        var page = Checked(Theft);
        Type(page, "device_trust_score", "99");
        Button(page, "Keep as new check").Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".last tbody tr").Count));

        page.FindAll(".last tbody tr")[1].QuerySelector("button")!.Click();

        page.WaitForAssertion(() => Assert.NotEqual("99", Value(page, "device_trust_score")));
        Assert.NotEmpty(page.FindAll(".result .score"));
    }

    private static string IdOf(string field) => $"field-{TransactionSchema.Default.PositionOf(field)}";

    private static string Value(IRenderedComponent<CheckPage> page, string field) => page.Find($"#{IdOf(field)}").GetAttribute("value") ?? "";

    private static string? ErrorOf(IRenderedComponent<CheckPage> page, string field) => page.FindAll($"#{IdOf(field)}-error").SingleOrDefault()?.TextContent;

    private static IElement Button(IRenderedComponent<CheckPage> page, string text) => page.FindAll("button").Single(button => button.TextContent.Trim() == text);

    private static void Type(IRenderedComponent<CheckPage> page, string field, string text) => page.Find($"#{IdOf(field)}").Input(text);

    private static void Fill(IRenderedComponent<CheckPage> page, Transaction transaction)
    {
        foreach (var (field, i) in transaction.Schema.Fields.Select((field, i) => (field, i)))
        {
            var text = field.Format(transaction.Values[i]);
            if (field.Kind == FieldKind.Flag)
                page.Find($"#{IdOf(field.Name)} input[value='{text}']").Change(text);
            else if (field.Kind == FieldKind.Category)
                page.Find($"#{IdOf(field.Name)}").Change(text);
            else
                Type(page, field.Name, text);
        }
    }

    // With what it loads after the first render: a click in the middle of that would be dealt with later.
    private IRenderedComponent<CheckPage> Open()
    {
        var page = Render<CheckPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }

    private IRenderedComponent<CheckPage> Checked(Transaction transaction)
    {
        var page = Open();
        Fill(page, transaction);
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".result .score")));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".last tbody tr")));
        return page;
    }
}
