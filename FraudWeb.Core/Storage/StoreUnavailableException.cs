namespace FraudWeb.Core.Storage;

/// <summary>The database is unavailable at the moment (disk full, locked by another program); a retry can succeed.
/// Nothing of the failed write was stored.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
