using FraudWeb.Display;
using Microsoft.AspNetCore.Components;

namespace FraudWeb.Components.Pages.History;

public sealed partial class FilterBar
{
    private string _id = "";
    private bool _open;
    private bool _giveFocus;
    private FilterTopic? _topic;
    private string? _shown;
    private ElementReference _add;

    [Parameter, EditorRequired]
    public required HistoryState State { get; set; }

    /// <summary>All topics that can be filtered by.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<FilterTopic> Topics { get; set; }

    /// <summary>Raised when a prediction's or transaction's id is to be found.</summary>
    [Parameter]
    public EventCallback<string> IdSearched { get; set; }

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IEnumerable<(FilterTopic Topic, string Wanted)> Chips =>
        Topics.Select(topic => (topic, topic.Wanted(State, Clock))).Where(chip => chip.Item2 is not null)!;

    protected override void OnParametersSet()
    {
        // Choosing a value navigates to another address. The panel is then closed.
        if (_shown is not null && _shown != State.Href && _open)
        {
            _open = false;
            _giveFocus = true;
        }

        _shown = State.Href;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_giveFocus)
        {
            _giveFocus = false;
            await _add.FocusAsync(preventScroll: true);
        }
    }

    private void Open(FilterTopic? topic) => (_open, _topic) = (true, topic);

    private void Close() => (_open, _giveFocus) = (false, true);

    private void Remove(FilterTopic topic)
    {
        // The chip that is removed has the focus, which must go elsewhere.
        _giveFocus = true;
        Navigation.NavigateTo(topic.Without(State).Href);
    }
}
