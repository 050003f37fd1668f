namespace FraudWeb.Tests.Support;

/// <summary>A test in a real browser, skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "needs Chromium: install it as /usr/bin/chromium (apt-get install chromium), or set CHROMIUM_PATH";
        }
    }
}
