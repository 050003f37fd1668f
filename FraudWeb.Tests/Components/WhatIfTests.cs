using Bunit;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Components;

/// <summary>The Check page after a check, when values are changed or an earlier check is taken up.</summary>
public sealed class WhatIfTests : CheckPageContext
{
    [Fact]
    public async Task A_changed_value_moves_score_and_reasons_at_once_and_nothing_is_kept()
    {
        var page = await CheckedAsync(Theft);
        var before = page.Find(".result .score").TextContent;

        await TypeAsync(page, "device_trust_score", "99");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Contains("points, not saved", page.Find(".what-if").TextContent, StringComparison.Ordinal);
            Assert.Contains("99 points", page.Find(".what-if li").TextContent, StringComparison.Ordinal);
            Assert.Contains(page.FindAll(".reasons .what"), what => what.TextContent.Contains("99 points", StringComparison.Ordinal));
            Assert.Equal(before, page.Find(".result .score").TextContent);
        });
        Assert.Single((await Predictions.PageAsync(new())).Items);
    }

    [Fact]
    public async Task A_what_if_can_be_kept_as_a_check_of_its_own()
    {
        var page = await CheckedAsync(Theft);
        await TypeAsync(page, "device_trust_score", "99");

        await page.ClickAsync("button", "Save as new check");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(2, page.FindAll(".last tbody tr").Count);
            Assert.Empty(page.FindAll(".what-if"));
        });
        Assert.Equal(2, (await Predictions.PageAsync(new())).Items.Count);
    }

    [Fact]
    public async Task A_what_if_can_be_taken_back()
    {
        var page = await CheckedAsync(Theft);
        var trust = Value(page, "device_trust_score");
        await TypeAsync(page, "device_trust_score", "99");

        await page.ClickAsync("button", "Back to the checked values");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(trust, Value(page, "device_trust_score"));
            Assert.Empty(page.FindAll(".what-if"));
        });
    }

    [Fact]
    public async Task A_what_if_waits_while_a_value_is_wrong()
    {
        var page = await CheckedAsync(Theft);

        await TypeAsync(page, "amount", "");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Contains("correct the invalid fields", page.Find(".result").TextContent, StringComparison.Ordinal);
            Assert.Empty(page.FindAll(".what-if"));
        });
    }

    [Fact]
    public async Task What_was_checked_before_can_be_taken_up_again()
    {
        var page = await CheckedAsync(Theft);
        var trust = Value(page, "device_trust_score");
        await TypeAsync(page, "device_trust_score", "99");
        await page.ClickAsync("button", "Save as new check");
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".last tbody tr").Count));

        await page.ClickAsync(".last tbody tr:nth-child(2) button");

        await page.WaitForAssertionAsync(() =>
        {
            Assert.Equal(trust, Value(page, "device_trust_score"));
            Assert.NotEmpty(page.FindAll(".result .score"));
        });
    }
}
