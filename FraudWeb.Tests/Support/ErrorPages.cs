using System.Net;

namespace FraudWeb.Tests.Support;

/// <summary>Answers with a page to requests that failed.</summary>
public static class ErrorPages
{
    /// <summary>The answer is a page with this status and all security headers.</summary>
    public static async Task AssertErrorPageAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} in place of {(int)status}: {text}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        answer.AssertSecurityHeaders();
    }

    public static void AssertSecurityHeaders(this HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(
            "frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }
}
