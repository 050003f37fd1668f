using System.Text.Json;
using Bunit;
using FraudWeb.Components.Charts;

namespace FraudWeb.Tests.Components;

public sealed class ChartTests : BunitContext
{
    private readonly BunitJSModuleInterop _script;

    public ChartTests()
    {
        _script = JSInterop.SetupModule("./js/chart.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task A_chart_is_drawn_from_its_options_as_json()
    {
        var chart = Render<Chart>(
            p => p.Add(c => c.Title, "Fraud over time").Add(c => c.Options, new { Xaxis = new { Type = "datetime" } }));

        await chart.WaitForAssertionAsync(() => _script.VerifyInvoke("draw"));
        var drawn = _script.Invocations["draw"].Single();
        var options = JsonSerializer.Deserialize<JsonElement>((string)drawn.Arguments[1]!);
        Assert.Equal("datetime", options.GetProperty("xaxis").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_chart_is_drawn_again_only_when_its_options_differ()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Title, "Fraud").Add(c => c.Options, new { Series = new[] { 1 } }));

        chart.Render(p => p.Add(c => c.Options, new { Series = new[] { 1 } }));
        await chart.WaitForAssertionAsync(() => _script.VerifyInvoke("draw", 1));
        chart.Render(p => p.Add(c => c.Options, new { Series = new[] { 2 } }));
        await chart.WaitForAssertionAsync(() => _script.VerifyInvoke("draw", 2));
    }
}
