namespace FraudWeb.Core.Storage;

/// <summary>The database is unavailable at the moment (disk full, locked by another program, too many writes waiting); a retry can succeed.
/// Nothing of the failed write was stored.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Creates the exception for a fault.</summary>
    /// <param name="why">The reason, as a clause.</param>
    /// <param name="cause">The fault, if it is this write's own.</param>
    internal static StoreUnavailableException Because(string why, Exception? cause = null) =>
        new($"The database can't be written to at the moment: {why}.", cause);
}
