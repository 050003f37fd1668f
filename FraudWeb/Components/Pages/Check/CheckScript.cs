using System.Text.Json;
using System.Text.Json.Serialization;
using FraudWeb.Core.History;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FraudWeb.Components.Pages.Check;

/// <summary>Calls the functions of check.js. A browser that has disconnected is not an error.</summary>
public sealed class CheckScript(IJSObjectReference module) : IAsyncDisposable
{
    private IJSObjectReference? _attached;

    public static async Task<CheckScript> ImportAsync(IJSRuntime js, ElementReference form)
    {
        var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/check.js");
        return new(module) { _attached = await module.InvokeAsync<IJSObjectReference>("attach", form) };
    }

    /// <summary>Loads the draft of this tab; null if there is none that can be read.</summary>
    public async Task<SavedDraft?> LoadAsync()
    {
        try
        {
            return await module.InvokeAsync<string?>("loadDraft") is { } json
                ? JsonSerializer.Deserialize(json, DraftJson.Default.SavedDraft) : null;
        }
        catch (JsonException)
        {
            // Written by another version of this page.
            return null;
        }
    }

    public Task SaveAsync(TransactionDraft draft, PredictionId? prediction) =>
        CallAsync("saveDraft",
            JsonSerializer.Serialize(new SavedDraft(draft.TextsToKeep(), prediction?.ToString()), DraftJson.Default.SavedDraft));

    /// <summary>Moves the focus to an element.</summary>
    public Task FocusAsync(string id) => CallAsync("focus", id);

    /// <summary>Moves the focus to an element, unless another control has it already.</summary>
    public Task WelcomeAsync(string id) => CallAsync("welcome", id);

    /// <summary>Scrolls to an element if it is not visible.</summary>
    public Task RevealAsync(ElementReference element) => CallAsync("reveal", element);

    /// <summary>Copies a text to the clipboard; returns false if the browser does not allow it.</summary>
    public async Task<bool> CopyAsync(string text) => await module.InvokeAsync<bool>("copy", text);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_attached is not null)
            {
                await _attached.InvokeVoidAsync("detach");
                await _attached.DisposeAsync();
            }

            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected, and its page with it.
        }
    }

    private async Task CallAsync(string function, params object?[] arguments)
    {
        try
        {
            await module.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser has disconnected.
        }
    }
}

[JsonSerializable(typeof(SavedDraft))]
internal sealed partial class DraftJson : JsonSerializerContext;
