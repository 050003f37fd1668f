using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FraudWeb.Components.Charts;

/// <summary>
/// ApexCharts in a Razor component. C# computes series, texts and colours; chart.js draws them whenever they or the theme change.
/// </summary>
public sealed partial class Chart
{
    private static readonly JsonSerializerOptions OptionsJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private DotNetObjectReference<Chart>? _self;
    private string? _wanted;
    private string? _drawn;

    /// <summary>The question that the chart answers.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>A summary of the chart in one sentence. A screen reader reads it after the title.</summary>
    [Parameter]
    public string? Summary { get; set; }

    /// <summary>
    /// The options of ApexCharts, as an object that is serialized as JSON in camelCase. A colour may be a CSS variable
    /// (<c>"var(--fraud)"</c>), and a <c>formatter</c> is the name of one in chart.js (<c>"percent"</c>, <c>"count"</c>,
    /// <c>"number"</c>, <c>"text"</c> and so on).
    /// </summary>
    [Parameter, EditorRequired]
    public required object Options { get; set; }

    /// <summary>The height in pixels. It is reserved before the chart is drawn, so that the page does not shift.</summary>
    [Parameter]
    public int Height { get; set; } = 240;

    /// <summary>The chart's switches, to the right of the title.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    /// <summary>The legend: the meaning of the colours, and what is counted.</summary>
    [Parameter]
    public RenderFragment? Legend { get; set; }

    /// <summary>The same figures as a table.</summary>
    [Parameter]
    public RenderFragment? Table { get; set; }

    /// <summary>The link to more details, below the chart on the right.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    /// <summary>Raised when a bar, point or cell is clicked.</summary>
    [Parameter]
    public EventCallback<ChartPoint> PointClicked { get; set; }

    private string Label => Summary is null ? Title : $"{Title} {Summary}";

    protected override void OnParametersSet() => _wanted = JsonSerializer.Serialize(Options, OptionsJson);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_wanted is null || string.Equals(_wanted, _drawn, StringComparison.Ordinal))
        {
            return;
        }

        // Set before the first await, so that a render in between does not draw the same chart twice.
        _drawn = _wanted;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/chart.js");
            if (PointClicked.HasDelegate)
            {
                _self ??= DotNetObjectReference.Create(this);
            }

            await _module.InvokeVoidAsync("draw", _canvas, _drawn, Height, _self);
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected, and its chart with it.
        }
    }

    [JSInvokable]
    public Task Click(int series, int point) => PointClicked.InvokeAsync(new ChartPoint(series, point));

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.InvokeVoidAsync("destroy", _canvas);
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected, and its chart with it.
        }

        _self?.Dispose();
    }
}
