using Bunit;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Tests.Models;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class CheckPageTests : CheckPageContext
{
    [Fact]
    public async Task A_check_shows_score_reasons_and_decision_and_is_kept()
    {
        var page = await CheckedAsync(Theft);

        var kept = Assert.Single((await Predictions.PageAsync(new())).Items);
        Assert.Equal(PredictionSource.Form, kept.Source);
        Assert.Equal(Theft.Values.ToArray(), kept.Inputs);
        await page.WaitForAssertionAsync(() =>
        {
            Assert.Contains(
                FraudWeb.Display.Numbers.Percent(kept.Probability), page.Find(".result .score").TextContent, StringComparison.Ordinal);
            Assert.NotEmpty(page.FindAll(".result .reasons li"));
            Assert.Contains(page.FindAll(".result a"), a => a.GetAttribute("href") == $"/history/{kept.Id}");
            Assert.Single(page.FindAll(".last tbody tr"));
        });
    }

    [Fact, Trait("Requirement", "IN1")]
    public async Task Every_fault_stands_beside_its_field_in_the_words_of_the_API_and_the_first_gets_the_focus()
    {
        var page = await OpenAsync();
        await TypeAsync(page, "transaction_hour", "24");
        await TypeAsync(page, "amount", "12,50");
        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("must be a number of at least 0, but is '12,50'", ErrorOf(page, "amount"));
            Assert.Equal("must be at most 23, but is 24", ErrorOf(page, "transaction_hour"));
            Assert.Equal("is required", ErrorOf(page, "foreign_transaction"));
            Assert.Contains("8 fields need another value", page.Find("footer").TextContent, StringComparison.Ordinal);
            var amount = page.Find($"#{IdOf("amount")}");
            Assert.Equal("true", amount.GetAttribute("aria-invalid"));
            Assert.Contains($"{IdOf("amount")}-error", amount.GetAttribute("aria-describedby"), StringComparison.Ordinal);
            Assert.Equal("12,50", amount.GetAttribute("value"));
        });
        Assert.Equal(IdOf("amount"), Assert.Single(JSInterop.Invocations["focus"]).Arguments[0]);
    }

    [Fact]
    public async Task A_value_is_not_called_wrong_while_it_is_being_typed()
    {
        var page = await OpenAsync();

        await TypeAsync(page, "cardholder_age", "1");
        await page.WaitForAssertionAsync(() => Assert.Equal("1", Value(page, "cardholder_age")));
        Assert.Null(ErrorOf(page, "cardholder_age"));

        await page.LeaveAsync($"#{IdOf("cardholder_age")}");
        await page.WaitForAssertionAsync(() => Assert.Equal("must be at least 18, but is 1", ErrorOf(page, "cardholder_age")));
    }

    [Fact]
    public async Task The_form_follows_a_champion_of_another_schema_and_the_check_is_made_by_that_one_model()
    {
        var page = await CheckedAsync(Theft);
        var swapped = new TransactionSchema("swapped", [.. TransactionSchema.Default.Fields.Reverse()]);
        var promoted = await Services.GetRequiredService<ModelRegistry>().RegisterAsync(MadeModels.Linear(1, swapped), promote: true);

        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains(
            $"model {promoted.Name}", page.Find(".result").TextContent, StringComparison.Ordinal));
        var kept = (await Predictions.PageAsync(new())).Items[0];
        Assert.Equal((promoted.Version, promoted.Model.Score(kept.Inputs).Probability), (kept.ModelVersion, kept.Probability));
        Assert.Equal(Theft.Values.ToArray().Reverse(), kept.Inputs);
    }

    [Fact]
    public async Task When_nothing_can_be_kept_nothing_is_answered_and_nothing_typed_is_lost()
    {
        var page = await OpenAsync();
        await FillAsync(page, Theft);
        await Services.GetRequiredService<PredictionLog>().DisposeAsync();

        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Contains("Not saved", page.Find(".result [role=alert]").TextContent, StringComparison.Ordinal);
            Assert.Empty(page.FindAll(".result .score"));
            Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(page, "amount"));
        });
    }

    [Fact]
    public async Task A_draft_comes_back_with_its_answer()
    {
        await CheckedAsync(Theft);
        var saved = (string)JSInterop.Invocations["saveDraft"][^1].Arguments[0]!;
        JSInterop.SetupModule("./js/check.js").Setup<string?>("loadDraft").SetResult(saved);

        var again = await OpenAsync();

        await again.WaitForAssertionAsync(() =>
        {
            Assert.NotEmpty(again.FindAll(".result .score"));
            Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(again, "amount"));
            Assert.Empty(again.FindAll(".what-if"));
        });
    }

    [Fact, Trait("Requirement", "IN2")]
    public async Task Pasted_JSON_is_refused_with_everything_that_is_wrong_and_taken_when_it_is_right()
    {
        var page = await OpenAsync();
        await page.ClickAsync("button", "Paste JSON");
        await page.ChangeAsync("#pasted", """{"amount": "x", "transaction_hour": 25, "colour": "red"}""");
        await page.SubmitAsync("dialog form");

        await page.WaitForAssertionAsync(() =>
        {
            var wrong = page.FindAll("#pasted-errors li").Select(li => li.TextContent).ToList();
            Assert.Contains("amount must be a number of at least 0, but is the text 'x'", wrong);
            Assert.Contains("colour is not a field of this schema", wrong);
            Assert.Contains("cardholder_age is required", wrong);
        });

        await page.ChangeAsync("#pasted", TransactionDraft.Json(Theft));
        await page.SubmitAsync("dialog form");

        await page.WaitForAssertionAsync(() => Assert.Equal(Theft.Schema.Fields[0].Format(Theft.Values[0]), Value(page, "amount")));
    }

    [Fact, Trait("Requirement", "DP1")]
    public async Task A_card_number_is_refused_in_the_words_of_the_API_and_not_kept_by_the_browser()
    {
        var page = await OpenAsync();
        await FillAsync(page, Theft);
        await page.InputAsync("#own-id", "4242 4242 4242 4242");
        await TypeAsync(page, "amount", "4242424242424242");
        await page.SubmitAsync();

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(CardNumbers.IdRefusal, page.Find("#own-id-error").TextContent);
            Assert.Equal(CardNumbers.ValueRefusal, ErrorOf(page, "amount"));
            Assert.Equal("4242 4242 4242 4242", page.Find("#own-id").GetAttribute("value"));
        });
        var saved = (string)JSInterop.Invocations["saveDraft"][^1].Arguments[0]!;
        Assert.DoesNotContain("4242", saved, StringComparison.Ordinal);
        Assert.Contains("\"transaction_id\":\"\"", saved, StringComparison.Ordinal);
        Assert.Empty((await Predictions.PageAsync(new())).Items);
    }

    [Fact, Trait("Requirement", "DP1")]
    public async Task A_card_number_in_pasted_JSON_is_refused_and_goes_no_further()
    {
        var page = await OpenAsync();
        await page.ClickAsync("button", "Paste JSON");
        await page.ChangeAsync("#pasted", $$"""{"transaction_id": "4242424242424242", {{TransactionDraft.Json(Theft)[1..]}}""");
        await page.SubmitAsync("dialog form");

        await page.WaitForAssertionAsync(
            () => Assert.Equal($"transaction_id {CardNumbers.IdRefusal}", Assert.Single(page.FindAll("#pasted-errors li")).TextContent));
        Assert.DoesNotContain(
            JSInterop.Invocations["saveDraft"], call => ((string)call.Arguments[0]!).Contains("4242", StringComparison.Ordinal));
        Assert.Equal("", Value(page, "amount"));
    }

    [Fact]
    public async Task An_example_fills_the_form()
    {
        var page = await OpenAsync();

        await page.ClickAsync("button", "A typical purchase");

        await page.WaitForAssertionAsync(() =>
            Assert.DoesNotContain(
                TransactionSchema.Default.Fields, field => field.Kind == FieldKind.Integer && Value(page, field.Name).Length == 0));
    }
}
