using Bunit;
using FraudWeb.Components.Pages.Check;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;
using FraudWeb.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Radzen.Blazor;

namespace FraudWeb.Tests.Components;

public sealed class TransactionFormTests : BunitContext
{
    public TransactionFormTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }

    [Fact]
    public void A_number_shows_its_limits_unit_and_help()
    {
        var form = RenderForm(new Field
        {
            Name = "amount",
            Kind = FieldKind.Number,
            Title = "Amount",
            Unit = "USD",
            Help = "What is paid.",
            Min = 0,
            Max = 10
        });

        var input = form.Find("#field-0");
        Assert.Equal("decimal", input.GetAttribute("inputmode"));
        Assert.Equal("0–10", input.GetAttribute("placeholder"));
        Assert.Equal("field-0-help", input.GetAttribute("aria-describedby"));
        Assert.Equal("Amount", form.Find("label[for=field-0]").TextContent);
        Assert.Equal("USD", form.Find(".unit").TextContent);
        Assert.Contains("What is paid.", form.Find("#field-0-help").TextContent, StringComparison.Ordinal);
        Assert.Contains("a number from 0 to 10 USD", form.Find("#field-0-help").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_is_a_switch_between_no_and_yes_and_when_optional_may_be_left_out()
    {
        var form = RenderForm(
            new Field { Name = "foreign", Kind = FieldKind.Flag },
            new Field { Name = "known", Kind = FieldKind.Flag, Required = false });

        Assert.Equal(["no", "yes"], form.FindAll("#field-0 label").Select(label => label.TextContent.Trim()));
        Assert.Equal(["not given", "no", "yes"], form.FindAll("#field-1 label").Select(label => label.TextContent.Trim()));
        Assert.Contains("optional", form.Find("#field-1-name").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("#field-0 input[checked]"));
    }

    [Fact]
    public void A_category_is_a_list_and_above_ten_choices_it_can_be_searched()
    {
        var form = RenderForm(
            new Field { Name = "few", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(1, 10).Select(i => $"C{i}")] },
            new Field { Name = "many", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(1, 11).Select(i => $"C{i}")] });

        Assert.Equal(11, form.FindAll("select#field-0 option").Count);
        Assert.NotNull(form.Find(".rz-dropdown[aria-labelledby=field-1-name]"));
        Assert.NotNull(form.Find("#search-field-1"));

        // Radzen's search builds an expression over it, which an ImmutableArray breaks.
        Assert.IsType<string[]>(form.FindComponent<RadzenDropDown<string>>().Instance.Data);
    }

    [Fact]
    public void Two_hundred_fields_stand_in_their_groups_in_the_order_of_the_schema()
    {
        var form = RenderForm(
            [.. Enumerable.Range(0, 200).Select(i => new Field { Name = $"f{i}", Kind = FieldKind.Number, Group = $"Group {i / 20}" })]);

        Assert.Equal(200, form.FindAll(".number-box input").Count);
        Assert.Equal(["Group 0", "Group 1"], form.FindAll("legend").Take(2).Select(legend => legend.TextContent));
    }

    [Fact]
    public async Task A_step_changes_a_number_and_tells_the_page()
    {
        var changes = 0;
        var draft = new TransactionDraft(new("made", [new() { Name = "age", Kind = FieldKind.Integer }])) { [0] = "41" };
        var form = Render<TransactionForm>(p => p.Add(c => c.Draft, draft).Add(c => c.Errors, new()).Add(c => c.Changed, () => changes++));

        await form.ClickAsync("[data-step=up]");

        Assert.Equal("42", draft[0]);
        Assert.Equal(1, changes);
    }

    [Fact, Trait("Requirement", "WB1")]
    public void Names_and_texts_that_look_like_markup_stay_text()
    {
        const string markup = "<img src=x onerror=alert(1)>";
        var form = RenderForm(
            new Field { Name = "a", Kind = FieldKind.Category, Title = markup, Help = markup, Group = markup, Choices = [markup] });

        Assert.Empty(form.FindAll("img"));
        Assert.Equal(markup, form.Find("legend").TextContent);
    }

    private IRenderedComponent<TransactionForm> RenderForm(params Field[] fields) =>
        Render<TransactionForm>(p => p.Add(c => c.Draft, new TransactionDraft(new("made", [.. fields]))).Add(c => c.Errors, new()));
}
