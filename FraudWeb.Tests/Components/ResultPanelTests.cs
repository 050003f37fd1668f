using Bunit;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Display;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

public sealed class ResultPanelTests : BunitContext
{
    public ResultPanelTests()
    {
        Services.AddScoped<ViewerClock>();
        JSInterop.SetupModule("./js/viewer.js").Mode = JSRuntimeMode.Loose;
    }

    [Fact, Trait("Requirement", "LC5")]
    public void When_the_scorer_failed_there_is_a_decision_and_no_score_reason_or_what_if()
    {
        var panel = RenderPanel(new(SamplePredictions.Of(null), TransactionSchema.Default, null));

        Assert.Equal("No score", panel.Find(".score").TextContent);
        Assert.Equal("review", panel.Find(".decision").TextContent);
        Assert.Empty(panel.FindAll(".reasons"));
        Assert.DoesNotContain("What if", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_what_if_tells_the_new_score_the_step_and_every_value_that_changed()
    {
        var before = SamplePredictions.Of(0.023);
        double[] after = [900, .. before.Inputs[1..]];
        var whatIf = new WhatIf(
            new(0, 0.041), new Policy()
                .Decide(0.041), SamplePredictions.Explain(1, 2), ChangedValue.Between(TransactionSchema.Default, before.Inputs, after));

        var panel = RenderPanel(new(before, TransactionSchema.Default, SamplePredictions.Explain(1, 2)), whatIf);

        Assert.Contains("4.1%", panel.Find(".would").TextContent, StringComparison.Ordinal);
        Assert.Contains("+1.8 points, not saved", panel.Find(".would").TextContent, StringComparison.Ordinal);
        Assert.Equal("Amount 250.00 → 900.00 USD", panel.Find(".what-if li").TextContent);
        Assert.Equal("2.3%", panel.Find(".score").TextContent);
    }

    private IRenderedComponent<ResultPanel> RenderPanel(Answer answer, WhatIf? whatIf = null) =>
        Render<ResultPanel>(p => p.Add(c => c.Answer, answer).Add(c => c.WhatIf, whatIf).Add(c => c.Policy, new Policy()));
}
