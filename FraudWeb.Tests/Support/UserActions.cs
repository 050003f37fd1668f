using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FraudWeb.Tests.Support;

/// <summary>
/// What a user does to a page under bUnit. Each waits until its element is there, then finds it and raises the event in one turn of the
/// renderer: pages go on rendering on other threads, and an element found between two turns may be gone by the time it is used. Each ends
/// when the event has been handled. </summary>
/// <remarks>bUnit's own <c>Click()</c> and the like are banned in tests: they return before the handler has run where the renderer was
/// busy.</remarks>
public static class UserActions
{
    /// <summary>Clicks on the first element of <paramref name="css"/>, or on the first that says <paramref name="text"/>.</summary>
    public static Task ClickAsync<T>(this IRenderedComponent<T> page, string css, string? text = null)
        where T : IComponent =>
        RaiseAsync(page, css, text, "onclick", new MouseEventArgs());

    /// <summary>Types into an element; it keeps the focus.</summary>
    public static Task InputAsync<T>(this IRenderedComponent<T> page, string css, string text)
        where T : IComponent =>
        RaiseAsync(page, css, null, "oninput", new ChangeEventArgs { Value = text });

    /// <summary>Gives an element a value: chooses it, or types it and goes on.</summary>
    public static Task ChangeAsync<T>(this IRenderedComponent<T> page, string css, string value)
        where T : IComponent =>
        RaiseAsync(page, css, null, "onchange", new ChangeEventArgs { Value = value });

    public static Task LeaveAsync<T>(this IRenderedComponent<T> page, string css)
        where T : IComponent =>
        RaiseAsync(page, css, null, "onblur", new FocusEventArgs());

    public static Task PressAsync<T>(this IRenderedComponent<T> page, string css, string key)
        where T : IComponent =>
        RaiseAsync(page, css, null, "onkeydown", new KeyboardEventArgs { Key = key });

    public static Task SubmitAsync<T>(this IRenderedComponent<T> page, string css = "form")
        where T : IComponent =>
        RaiseAsync(page, css, null, "onsubmit", EventArgs.Empty);

    private static async Task RaiseAsync<T>(IRenderedComponent<T> page, string css, string? text, string name, EventArgs args)
        where T : IComponent
    {
        await page.WaitForAssertionAsync(() => Assert.True(Find() is not null, $"There is no {css} {text} in {page.Markup}"));
        await page.InvokeAsync(() => Find()!.TriggerEventAsync(name, args));

        IElement? Find() => page.FindAll(css).FirstOrDefault(element => text is null || element.TextContent.Trim() == text);
    }
}
