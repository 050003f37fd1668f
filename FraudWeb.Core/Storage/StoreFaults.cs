namespace FraudWeb.Core.Storage;

/// <summary>Tells failures of the database's environment from errors in our own code.</summary>
public static class StoreFaults
{
    /// <summary>Returns whether the database is unavailable at the moment: locked, disk full, unreadable, damaged. A retry can succeed.
    /// Violated constraints and wrong SQL are errors in our own code.</summary>
    public static bool IsUnavailable(Exception error) =>
        error is StoreUnavailableException || (SqliteFaults.Find(error) is { } fault && !SqliteFaults.IsOurs(fault));
}
