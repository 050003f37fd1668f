using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Journeys;

/// <summary>The style sheets and scripts that a page asks for.</summary>
[Collection(SharedServerCollection.Name)]
public sealed partial class PageFilesTests(SharedServer shared)
{
    private readonly FraudWebServer _server = shared.Server;

    [Fact]
    public async Task Our_own_files_are_linked_by_their_fingerprint_and_those_of_packages_come_compressed()
    {
        var page = await _server.Http.GetStringAsync("/");
        var links = LinkedFile().Matches(page).Select(match => match.Groups["file"].Value).ToList();

        Assert.Contains(links, link => link.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
        foreach (var link in links)
        {
            Assert.DoesNotContain("//", link, StringComparison.Ordinal);
            using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { AcceptEncoding = { new("gzip") } } };
            using var answer = await _server.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();

            // A package's file has no compressed variant under its fingerprinted address, which is why its plain one is linked.
            if (link.StartsWith("_content/", StringComparison.Ordinal))
            {
                Assert.Contains("gzip", answer.Content.Headers.ContentEncoding);
            }
            else
            {
                Assert.Contains(new NameValueHeaderValue("immutable"), answer.Headers.CacheControl?.Extensions ?? []);
            }
        }
    }

    [Fact]
    public async Task Every_live_page_has_our_own_dialog_for_a_lost_connection()
    {
        foreach (var path in (string[])["/", "/history", "/dashboard", "/review"])
        {
            var page = await _server.Http.GetStringAsync(path);

            // Without this element the Blazor script adds a dialog of its own, whose inline style sheet our policy refuses.
            Assert.Contains("id=\"components-reconnect-modal\"", page, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("""<(link[^>]*\shref|script[^>]*\ssrc)="(?<file>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkedFile();
}
