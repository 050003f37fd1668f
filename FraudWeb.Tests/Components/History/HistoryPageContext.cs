using Bunit;
using HistoryPage = FraudWeb.Components.Pages.History.HistoryPage;

namespace FraudWeb.Tests.Components.History;

/// <summary>The History page, opened at the current address.</summary>
public abstract class HistoryPageContext : HistoryContext
{
    // With its count, which comes last: from then on nothing renders by itself while the test reads what is shown.
    protected async Task<IRenderedComponent<HistoryPage>> OpenAsync()
    {
        var page = Render<HistoryPage>();
        await page.WaitForAssertionAsync(
            () => Assert.Contains("prediction", page.Find(".summary p").TextContent, StringComparison.Ordinal));
        return page;
    }

    protected static List<List<string>> Cells(IRenderedComponent<HistoryPage> page) =>
        [.. page.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList())];
}
