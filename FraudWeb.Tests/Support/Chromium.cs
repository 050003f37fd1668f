using System.Collections.Concurrent;
using System.Diagnostics;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using FraudWeb.Accounts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FraudWeb.Tests.Support;

/// <summary>
/// One browser for all tests of the collection <see cref="BrowserCollection"/>; each test opens its own context, with cookies of its own.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-quic",
    ];

    // A busy machine takes its time; only a test that fails waits for so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How every page is looked at: each width and each theme once, for what is wrong in one of them is wrong in it whatever the
    /// other.</summary>
    public static readonly (int Width, bool Dark)[] Views = [(1280, false), (390, true)];

    // Without what is fine, which is a hundred times as much.
    private static readonly AxeRunOptions ViolationsOnly = new() { ResultTypes = [ResultType.Violations] };

    private readonly ConcurrentQueue<string> _refused = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private FraudWebServer? _server;

    /// <summary>What the browser has refused to run or show, on the page opened last, because the server's headers forbid it.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>The browser's executable, or null where there is none.</summary>
    public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium" }
        .FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A new page in a context of its own, on <paramref name="server"/>, with the administrator signed in; addresses may be
    /// relative.</summary>
    public Task<IPage> OpenAsync(FraudWebServer server, string path = "/", int width = 1280, int height = 800, bool dark = false) =>
        OpenAsync(server, server.AdministratorAsync, path, width, height, dark);

    /// <summary>The same with somebody else signed in, or nobody.</summary>
    public async Task<IPage> OpenAsync(
        FraudWebServer server, Func<Task<PersonClient>>? person, string path = "/", int width = 1280, int height = 800, bool dark = false)
    {
        if (server != _server)
        {
            await CloseAsync();
        }

        _server = server;

        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = server.Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        if (person is not null)
        {
            var session = (await person()).Session!;
            await context.AddCookiesAsync(
                [new() { Name = session.Name, Value = session.Value, Url = server.Address.ToString(), HttpOnly = true }]);
        }

        var page = await context.NewPageAsync();
        _refused.Clear();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _refused.Enqueue(message.Text);
            }
        };
        await page.GotoAsync(path);
        return page;
    }

    // The pages of a test before: they would go on drawing, and calling for a server that is gone.
    private async Task CloseAsync()
    {
        foreach (var context in _browser!.Contexts.ToList())
        {
            await context.CloseAsync();
        }
    }

    /// <summary>Waits until the page answers to clicks, which is later than that it is seen, and shows what it has loaded.</summary>
    public static async Task LiveAsync(IPage page)
    {
        await Expect(page.Locator("[data-connection=live]")).ToBeAttachedAsync();
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>Waits until an expression is true in the page. (Playwright's own way evaluates text within the page, which our policy
    /// forbids.)</summary>
    public static async Task UntilAsync(IPage page, string expression)
    {
        for (var waited = Stopwatch.StartNew(); !await IsTrueAsync(); await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System))
        {
            Assert.True(waited.Elapsed < Patience, $"'{expression}' did not come true");
        }

        async Task<bool> IsTrueAsync()
        {
            try
            {
                return await page.EvaluateAsync<bool>(expression);
            }
            catch (PlaywrightException)
            {
                // The page is being left for another.
                return false;
            }
        }
    }

    /// <summary>Fails when the page can be scrolled sideways.</summary>
    public static Task FitsAsync(IPage page) => Expect(page.Locator("html")).ToHaveJSPropertyAsync("scrollWidth", page.ViewportSize!.Width);

    /// <summary>Fails with every finding of axe (WCAG 2.2 A and AA and best practices), each with the element that it is about.</summary>
    public static async Task AccessibleAsync(IPage page)
    {
        var found = await page.RunAxe(ViolationsOnly);
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.Select(Describe)));

        static string Describe(AxeResultItem violation) =>
            $"{violation.Id}: {violation.Help}\n" + string.Join('\n', violation.Nodes.Select(node => $"    {node.Html}"));
    }
}

/// <summary>Browser tests run one after another and share one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}
