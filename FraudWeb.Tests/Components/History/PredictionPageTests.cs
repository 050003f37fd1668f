using System.Text.Json;
using Bunit;
using FraudWeb.Accounts;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.Actors;
using FraudWeb.Core.History;
using FraudWeb.Core.Schema;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Components.History;

public sealed class PredictionPageTests : HistoryContext
{
    [Fact]
    public async Task Reasons_come_first_and_every_tab_has_an_address()
    {
        var kept = await KeepAsync(0.91, "tx-1");

        var page = await OpenAsync(kept);

        Assert.Equal("tx-1", page.Find(".transaction bdi").TextContent);
        Assert.Equal(5, page.FindAll(".reasons > ol > li").Count);
        Assert.Equal([$"/history/{kept.Id}",
            .. new[] { "inputs", "label", "contest", "replay", "json" }.Select(tab => $"/history/{kept.Id}?tab={tab}")],
            page.FindAll(".tabs a").Select(tab => tab.GetAttribute("href")));
        Assert.Equal("Reasons", page.Find(".tabs [aria-current=page]").TextContent);
    }

    [Fact]
    public async Task Inputs_are_all_shown_with_their_units()
    {
        var page = await OpenAsync(await KeepAsync(), "inputs");

        Assert.Equal(TransactionSchema.Default.Fields.Select(field => field.Title), page.FindAll("dt").Select(title => title.TextContent));
        Assert.Equal("250.00 USD", page.Find("dd").TextContent);
    }

    [Fact]
    public async Task A_label_is_kept_with_its_note_and_an_earlier_one_stays_in_the_timeline()
    {
        var kept = await KeepAsync();
        var page = await OpenAsync(kept, "label");
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));

        await LabelAsync(page, "Fraud", "Called the customer.");
        await page.WaitForAssertionAsync(() => Assert.Equal("Saved as fraud.", page.Find(".save [role=status]").TextContent));
        await LabelAsync(page, "Legitimate", "");
        await page.WaitForAssertionAsync(() => Assert.Equal("Saved as legitimate.", page.Find(".save [role=status]").TextContent));

        Assert.Equal(Label.Legitimate, (await Predictions.FindAsync(kept.Id))!.Label);
        await page.WaitForAssertionAsync(() =>
        {
            var timeline = page.FindAll(".timeline li");
            Assert.Equal(3, timeline.Count);
            Assert.Contains("Labelled fraud", timeline[1].TextContent, StringComparison.Ordinal);
            Assert.Equal("Called the customer.", timeline[1].QuerySelector("blockquote")!.TextContent);
            Assert.Contains("Labelled legitimate", timeline[2].TextContent, StringComparison.Ordinal);
            Assert.Contains("legitimate", page.Find(".found").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact, Trait("Requirement", "DP1")]
    public async Task A_card_number_in_a_note_is_masked_before_it_is_kept_and_the_reviewer_is_told()
    {
        var kept = await KeepAsync();
        var page = await OpenAsync(kept, "label");

        await LabelAsync(page, "Fraud", "Stolen: 4242 4242 4242 4242, and 378282246310005");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal("Saved as fraud. A card number in the note was masked.", page.Find(".save [role=status]").TextContent);
            Assert.Equal("Stolen: 4242 42** **** 4242, and 378282*****0005", page.Find("blockquote").TextContent);
        });
        Assert.Equal("Stolen: 4242 42** **** 4242, and 378282*****0005", Assert.Single(await Predictions.LabelsOfAsync(kept.Id)).Note);
    }

    [Fact, Trait("Requirement", "DP1")]
    public async Task A_card_number_in_the_address_is_not_shown()
    {
        var page = Render<PredictionPage>(p => p.Add(c => c.Id, "4242424242424242"));

        Assert.Equal("424242******4242", (await page.WaitForElementAsync(".empty bdi")).TextContent);
    }

    [Fact, Trait("Requirement", "MD4")]
    public async Task Replay_shows_the_same_64_bits()
    {
        var kept = await Scoring.ScoreAsync(
            Scoring.GetScorer(), new Transaction(TransactionSchema.Default, [250, 14, 1, 0, 0, 75, 3, 40]),
            PredictionSource.Form, Actor.System);

        var page = await OpenAsync(kept, "replay");

        var bits = page.FindAll(".bits").Select(line => line.TextContent).ToList();
        Assert.Equal(
            BitConverter.DoubleToUInt64Bits(kept.Probability!.Value).ToString("X16"), bits[0].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(bits[0], bits[1]);
        Assert.Contains("the same 64 bits", page.Find(".verdict").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_is_loud_when_one_bit_differs()
    {
        var kept = await Scoring.ScoreAsync(
            Scoring.GetScorer(), new Transaction(TransactionSchema.Default, [250, 14, 1, 0, 0, 75, 3, 40]),
            PredictionSource.Form, Actor.System);
        var changed = await KeepAsync(Math.BitIncrement(kept.Probability!.Value));

        var page = await OpenAsync(changed, "replay");

        Assert.Contains("different", page.Find(".verdict.differs[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_what_the_API_answers()
    {
        var kept = await KeepAsync(0.91, "tx-1");

        var page = await OpenAsync(kept, "json");

        var json = JsonElement.Parse(page.Find("pre").TextContent);

        Assert.Equal(kept.Id.ToString(), json.GetProperty("prediction_id").GetString());
        Assert.Equal(0.91, json.GetProperty("fraud_probability").GetDouble());
        Assert.Equal("Electronics", json.GetProperty("inputs").GetProperty("merchant_category").GetString());
    }

    [Fact, Trait("Requirement", "LC5")]
    public async Task A_prediction_whose_scorer_failed_says_so()
    {
        var kept = await KeepAsync(probability: null);

        Assert.Contains("the model failed on this transaction", (await OpenAsync(kept)).Markup, StringComparison.Ordinal);
        Assert.Contains("no score", (await OpenAsync(kept, "replay")).Find(".bits").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("<script>alert(1)</script>")]
    public async Task An_id_under_which_nothing_is_kept_is_met_with_a_friendly_page(string id)
    {
        await KeepAsync();

        var page = Render<PredictionPage>(p => p.Add(c => c.Id, id));

        Assert.Equal("There is no such prediction", (await page.WaitForElementAsync(".empty h2")).TextContent);
        Assert.Equal(id, page.Find(".empty bdi").TextContent);
    }

    [Fact, Trait("Requirement", "WB1")]
    public async Task A_note_is_text()
    {
        const string Note = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>\u202E";
        var kept = await KeepAsync(transactionId: "<svg onload=alert(1)>");
        await Log.LabelAsync(kept.Id, Label.Fraud, Note, Audits.Ann);

        var page = await OpenAsync(kept, "label");

        Assert.Equal("<svg onload=alert(1)>", page.Find(".transaction bdi").TextContent);
        Assert.Equal(
            Note.Replace("\u202E", "[U+202E]", StringComparison.Ordinal), (await page.WaitForElementAsync("blockquote")).TextContent);
        Assert.Empty(page.FindAll("script, img, b, svg[onload]"));
    }

    private static async Task LabelAsync(IRenderedComponent<PredictionPage> page, string label, string note)
    {
        await page.ChangeAsync($"input[value={label}]", label);
        await page.InputAsync("textarea", note);
        await page.SubmitAsync(".columns form");
    }

    private async Task<IRenderedComponent<PredictionPage>> OpenAsync(Prediction prediction, string? tab = null)
    {
        Navigation.NavigateTo($"/history/{prediction.Id}" + (tab is null ? "" : $"?tab={tab}"));
        var page = Render<PredictionPage>(p => p.Add(c => c.Id, prediction.Id.ToString()));
        await page.WaitForElementAsync(".tabs");
        return page;
    }
}
