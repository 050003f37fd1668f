namespace FraudWeb.Core.Storage;

/// <summary>The data folder or the database can't be used; the message is one line with the cause and what to do.</summary>
public sealed class StorageException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The database is unavailable at the moment (disk full, locked by another program); a retry can succeed.
/// Nothing of the failed write was stored.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
