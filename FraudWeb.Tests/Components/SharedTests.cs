using Bunit;
using FraudWeb.Components.Shared;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;
using FraudWeb.Navigation;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class SharedTests : BunitContext
{
    public SharedTests()
    {
        Services.AddScoped<ViewerClock>();
        JSInterop.SetupModule("./js/viewer.js").Setup<string>("zone").SetResult("Europe/Berlin");
    }

    [Fact]
    public void A_risk_level_has_a_word_an_icon_and_a_colour()
    {
        var badge = Render<RiskBadge>(p => p.Add(c => c.Level, RiskLevel.High).Add(c => c.Long, true)).Find(".risk.high");

        Assert.Equal("HIGH RISK", badge.TextContent);
        Assert.NotNull(badge.QuerySelector("svg"));
    }

    [Fact]
    public void A_missing_probability_reads_as_no_score_and_draws_no_bar()
    {
        var bar = Render<ProbabilityBar>(p => p.Add(c => c.Value, null));

        Assert.Equal("no score", bar.Find(".value").TextContent);
        Assert.Empty(bar.FindAll(".track"));
    }

    [Fact]
    public async Task A_time_is_shown_in_the_viewers_zone_and_hovers_in_UTC()
    {
        var time = Render<LocalTime>(p => p.Add(c => c.Value, SamplePredictions.Moment));

        await time.WaitForAssertionAsync(() => Assert.Equal("2026-03-04 14:05:06", time.Find("time").TextContent));
        Assert.Equal("2026-03-04 13:05:06.000 UTC", time.Find("time").GetAttribute("title"));
    }

    [Fact]
    public async Task Many_times_on_a_page_ask_for_the_zone_once()
    {
        for (var i = 0; i < 3; i++)
        {
            var time = Render<LocalTime>(p => p.Add(c => c.Value, SamplePredictions.Moment));
            await time.WaitForAssertionAsync(() => Assert.Equal("2026-03-04 14:05:06", time.Find("time").TextContent));
        }

        JSInterop.VerifyInvoke("zone", 1);
    }

    [Fact]
    public void Reasons_are_sentences_the_strongest_first_and_the_rest_is_folded()
    {
        var reasons = Render<ReasonsList>(p => p.Add(c => c.Explanation, SamplePredictions.Explain(0.1, -1.13, 0.3)).Add(c => c.Shown, 2));

        var sentences = reasons.FindAll(".reasons > ol > li")
            .Select(li => string.Join(' ', li.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(["Hour 14 h lowers the odds ÷ 3.1", "Merchant category Electronics raises the odds × 1.3"], sentences);
        Assert.Contains("1 more", reasons.Find("details summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_base_value_and_every_contribution_can_be_added_up()
    {
        var reasons = Render<ReasonsList>(
            p => p.Add(c => c.Explanation, SamplePredictions.Explain(0.5, -1.25)).Add(c => c.Probability, 0.01));

        Assert.Equal(["−4.000", "−1.250", "+0.500", "−4.750"], reasons.FindAll("table td:nth-child(2)").Select(td => td.TextContent));
        Assert.Contains("makes that 1.0%", reasons.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_says_score_risk_decision_model_duration_and_id()
    {
        var prediction = SamplePredictions.Of(0.023);

        var header = Render<PredictionHeader>(
            p => p.Add(c => c.Prediction, prediction).Add(c => c.Policy, new Policy()).Add(c => c.Linked, true));

        foreach (var words in (string[])["2.3%", "LOW RISK", "approve", "model v7", "0.4 ms"])
        {
            Assert.Contains(words, header.Markup, StringComparison.Ordinal);
        }

        Assert.Equal(Links.Prediction(prediction.Id), header.Find("a").GetAttribute("href"));
    }

    [Fact, Trait("Requirement", "LC5")]
    public void A_prediction_without_a_score_says_that_it_goes_to_review()
    {
        var header = Render<PredictionHeader>(p => p.Add(c => c.Prediction, SamplePredictions.Of(null)).Add(c => c.Policy, new Policy()));

        Assert.Contains("No score", header.Find(".score").TextContent, StringComparison.Ordinal);
        Assert.Contains("It goes to review", header.Markup, StringComparison.Ordinal);
        Assert.Empty(header.FindAll(".mark"));
    }

    [Fact]
    public void The_gauge_tells_its_scale_in_words_too()
    {
        var gauge = Render<ScoreGauge>(p => p.Add(c => c.Probability, 0.4).Add(c => c.Before, 0.1).Add(c => c.Policy, new Policy()));

        Assert.Equal(
            "Fraud probability 40.0%. Medium risk from 0.3, high from 0.7, counts as fraud from 0.5. Before the change 10.0%.",
            gauge.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal("left:40%", gauge.Find(".mark:not(.before)").GetAttribute("style"));
    }
}
