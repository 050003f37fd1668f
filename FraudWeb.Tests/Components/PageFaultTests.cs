using Bunit;
using FraudWeb.Components.Layout;
using FraudWeb.Core.Storage;
using FraudWeb.Problems;
using FraudWeb.Sessions;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Components;

/// <summary>A live page that fails: what it shows in its place, and what is logged.</summary>
public sealed class PageFaultTests : BunitContext
{
    private readonly ToldMessages _told = new();
    private Exception? _fault;

    public PageFaultTests()
    {
        Services.AddSingleton(new FailureLog(TimeProvider.System, _told.For<FailureLog>()));
        Services.AddSingleton<IErrorBoundaryLogger>(provider =>
            new PageFailureLog(provider.GetRequiredService<FailureLog>(), _told.For<PageFailureLog>()));
    }

    [Fact, Trait("Requirement", "LC5")]
    public async Task A_store_that_is_unavailable_is_told_as_such_and_logged_once_without_a_trace()
    {
        _fault = new StoreUnavailableException("The database can't be written to at the moment: the disk is full.");
        var page = Render(Page());
        await page.ClickAsync("button");

        Assert.Equal("FraudWeb can't answer right now", page.Find("h2").TextContent);
        Assert.Contains("The database is unavailable. Nothing was stored.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(
            ["A request was answered with 503: The database can't be written to at the moment: the disk is full."], _told.Messages);

        _fault = null;
        await page.ClickAsync("button");
        Assert.Equal("A page that works", page.Find("p").TextContent);
    }

    [Fact]
    public void A_refusal_is_told_and_not_logged_again()
    {
        _fault = new AccessDeniedException("Your role is analyst.");

        Assert.Contains("Your role is analyst. Nothing was changed.", Render(Page()).Markup, StringComparison.Ordinal);
        Assert.Empty(_told.Messages);
    }

    [Fact]
    public void Everything_else_is_an_error_of_ours()
    {
        _fault = new InvalidOperationException("secret");
        var page = Render(Page());

        Assert.Contains("This page failed", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["A live page failed."], _told.Messages);
    }

    private RenderFragment Page()
    {
        ErrorBoundary? boundary = null;
        return builder =>
        {
            builder.OpenComponent<ErrorBoundary>(0);
            builder.AddComponentParameter(1, "ChildContent", (RenderFragment)(content =>
            {
                content.OpenComponent<FailingPage>(0);
                content.AddComponentParameter(1, nameof(FailingPage.Fault), () => _fault);
                content.CloseComponent();
            }));
            builder.AddComponentParameter(2, "ErrorContent", (RenderFragment<Exception>)(fault => content =>
            {
                content.OpenComponent<PageFault>(0);
                content.AddComponentParameter(1, nameof(PageFault.Fault), fault);
                content.AddComponentParameter(2, nameof(PageFault.OnRetry), EventCallback.Factory.Create(this, () => boundary!.Recover()));
                content.CloseComponent();
            }));
            builder.AddComponentReferenceCapture(3, reference => boundary = (ErrorBoundary)reference);
            builder.CloseComponent();
        };
    }

    private sealed class FailingPage : ComponentBase
    {
        [Parameter, EditorRequired]
        public Func<Exception?> Fault { get; set; } = () => null;

        protected override void OnParametersSet()
        {
            if (Fault() is { } fault)
            {
                throw fault;
            }
        }

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddMarkupContent(0, "<p>A page that works</p>");
    }
}
