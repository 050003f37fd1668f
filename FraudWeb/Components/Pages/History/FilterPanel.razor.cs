using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FraudWeb.Components.Pages.History;

public sealed partial class FilterPanel
{
    private FilterTopic? _chosen;
    private string _search = "";
    private ElementReference _first;
    private bool _giveFocus;

    [Parameter, EditorRequired]
    public required HistoryState State { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<FilterTopic> Topics { get; set; }

    /// <summary>The topic that is open at first; null to choose one.</summary>
    [Parameter]
    public FilterTopic? Topic { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    private IEnumerable<FilterTopic> Found =>
        Topics.Where(topic => topic.Title.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase));

    protected override void OnInitialized() => Choose(Topic);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // An editor sets the focus itself.
        if (_giveFocus && _chosen is null)
        {
            await _first.FocusAsync(preventScroll: true);
        }

        _giveFocus = false;
    }

    private void Choose(FilterTopic? topic) => (_chosen, _search, _giveFocus) = (topic, "", topic is null);

    private void ChooseFirst() => Choose(Found.FirstOrDefault());

    private Task KeyPressed(KeyboardEventArgs pressed) => pressed.Key == "Escape" ? Closed.InvokeAsync() : Task.CompletedTask;
}
