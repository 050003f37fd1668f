namespace FraudWeb.Core.Storage;

/// <summary>The data folder or the database can't be used; the message is one line with the cause and what to do.</summary>
public sealed class StorageException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The store can't take or answer anything at the moment (disk full, locked by another program); trying again later can help.
/// Nothing of the refused write was kept.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
