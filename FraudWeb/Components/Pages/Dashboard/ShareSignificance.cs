namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>Tests whether the difference between two shares is significant.</summary>
internal static class ShareSignificance
{
    // Three standard errors: one in 370 random differences is as large.
    private const double StandardErrors = 3;

    // Below so many expected cases the normal approximation is not valid.
    private const double MinExpected = 5;

    /// <summary>Returns whether two shares differ significantly, by the two-proportion z-test with the pooled share.</summary>
    public static bool IsUnusual(long hits, long of, long hitsBefore, long ofBefore)
    {
        var pooled = (double)(hits + hitsBefore) / (of + ofBefore);
        if (!(Math.Min(pooled, 1 - pooled) * Math.Min(of, ofBefore) >= MinExpected))
        {
            return false;
        }

        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / of) + (1.0 / ofBefore)));
        return Math.Abs(((double)hits / of) - ((double)hitsBefore / ofBefore)) >= StandardErrors * error;
    }
}
