using Bunit;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Components;

/// <summary>The Check page, and how a person fills it in.</summary>
public abstract class CheckPageContext : ScoringContext
{
    protected static readonly Transaction Theft = CardExamples.Suspicious(1);

    protected static string IdOf(string field) => $"field-{TransactionSchema.Default.PositionOf(field)}";

    protected static string Value(IRenderedComponent<CheckPage> page, string field) =>
        page.Find($"#{IdOf(field)}").GetAttribute("value") ?? "";

    protected static string? ErrorOf(IRenderedComponent<CheckPage> page, string field) =>
        page.FindAll($"#{IdOf(field)}-error").SingleOrDefault()?.TextContent;

    protected static Task TypeAsync(IRenderedComponent<CheckPage> page, string field, string text) =>
        page.InputAsync($"#{IdOf(field)}", text);

    protected static async Task FillAsync(IRenderedComponent<CheckPage> page, Transaction transaction)
    {
        foreach (var (field, i) in transaction.Schema.Fields.Select((field, i) => (field, i)))
        {
            var text = field.Format(transaction.Values[i]);
            if (field.Kind == FieldKind.Flag)
            {
                await page.ChangeAsync($"#{IdOf(field.Name)} input[value='{text}']", text);
            }
            else if (field.Kind == FieldKind.Category)
            {
                await page.ChangeAsync($"#{IdOf(field.Name)}", text);
            }
            else
            {
                await TypeAsync(page, field.Name, text);
            }
        }
    }

    // With what it loads after the first render, the draft above all: that would overwrite what has been typed by then.
    protected async Task<IRenderedComponent<CheckPage>> OpenAsync()
    {
        var page = Render<CheckPage>();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".skeleton")));
        return page;
    }

    protected async Task<IRenderedComponent<CheckPage>> CheckedAsync(Transaction transaction)
    {
        var page = await OpenAsync();
        await FillAsync(page, transaction);
        await page.SubmitAsync();
        await page.WaitForAssertionAsync(() =>
        {
            Assert.NotEmpty(page.FindAll(".result .score"));
            Assert.NotEmpty(page.FindAll(".last tbody tr"));
        });
        return page;
    }
}
