using Bunit;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Components.History;

/// <summary>The History page, opened at an address from outside.</summary>
public sealed class HistoryAddressTests : HistoryPageContext
{
    [Fact, Trait("Requirement", "IN7")]
    public async Task A_cursor_of_another_list_leads_to_the_first_page()
    {
        await KeepAsync(transactionId: "tx-1");
        Navigation.NavigateTo("/history?label=none&cursor=tampered");

        var page = await OpenAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal("tx-1", Cells(page)[0][1]));
        Assert.EndsWith("/history?label=none", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact, Trait("Requirement", "IN7")]
    public async Task A_part_of_the_address_that_is_not_understood_is_named()
    {
        await KeepAsync();
        Navigation.NavigateTo("/history?risk_level=EXTREME&label=none");

        var page = await OpenAsync();

        Assert.Contains("risk_level", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single(Cells(page));
    }

    [Theory, Trait("Requirement", "WB1")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>")]
    [InlineData("\u202Egnp.exe", "[U+202E]gnp.exe")]
    public async Task A_transaction_id_is_text_wherever_it_stands(string id, string shown)
    {
        await KeepAsync(transactionId: id);
        Navigation.NavigateTo($"/history?transaction_id={Uri.EscapeDataString(id)}");

        var page = await OpenAsync();

        Assert.Equal(shown, Cells(page)[0][1]);
        Assert.Equal($"Transaction id {shown}", page.Find(".chip .edit").TextContent);
        Assert.Empty(page.FindAll("script, img"));
    }

    [Theory, Trait("Requirement", "SQ1")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("in%")]
    [InlineData("' OR 1=1--")]
    [InlineData("\" OR \"\"=\"")]
    [InlineData("'; DROP TABLE predictions;--")]
    public async Task A_filter_finds_its_value_and_nothing_that_it_could_stand_for(string attack)
    {
        await KeepAsync(transactionId: "innocent");
        await KeepAsync(transactionId: attack);
        Navigation.NavigateTo($"/history?transaction_id={Uri.EscapeDataString(attack)}");

        var page = await OpenAsync();

        Assert.Equal(attack, Assert.Single(Cells(page))[1]);
    }

    [Theory, Trait("Requirement", "SQ1"), Trait("Requirement", "IN7")]
    [InlineData("sort=id%3B--")]
    [InlineData("sort=(CASE%20WHEN%201=1%20THEN%20id%20END)")]
    [InlineData("model_version=1%20OR%201=1")]
    [InlineData("field.amount=0)%20OR%20(1=1")]
    [InlineData("cursor=%27%20OR%201=1--")]
    [InlineData("cursor=!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task An_address_that_is_an_attack_shows_the_page_without_it(string query)
    {
        await KeepAsync(transactionId: "tx-1");
        Navigation.NavigateTo($"/history?{query}");

        var page = await OpenAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal("tx-1", Assert.Single(Cells(page))[1]));
    }
}
