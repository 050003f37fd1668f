using System.Globalization;
using Microsoft.JSInterop;

namespace FraudWeb.Display;

/// <summary>The viewer's time zone, read from the browser once per circuit. Until it is known, times are shown in UTC.</summary>
public sealed class ViewerClock
{
    private Task? _asked;

    /// <summary>Raised once, when the browser has reported its zone.</summary>
    public event EventHandler? Changed;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The name of the zone. A page that shows times displays it once.</summary>
    public string ZoneName => Zone.Id;

    /// <summary>Converts a moment to the viewer's time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    public string Show(DateTimeOffset moment, string format) => Local(moment).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Reads the zone from the browser on the first call. Call it after the first render.</summary>
    public Task EnsureAsync(IJSRuntime js) => _asked ??= AskAsync(js);

    private async Task AskAsync(IJSRuntime js)
    {
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/viewer.js");
            if (TimeZoneInfo.TryFindSystemTimeZoneById(await module.InvokeAsync<string>("zone") ?? "", out var zone) && !zone.Equals(Zone))
            {
                Zone = zone;
                Changed?.Invoke(this, EventArgs.Empty);
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected.
        }
    }
}
