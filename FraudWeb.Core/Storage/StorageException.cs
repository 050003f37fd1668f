namespace FraudWeb.Core.Storage;

/// <summary>The data folder or the database can't be used; the message is one line with the cause and what to do.</summary>
public sealed class StorageException(string message, Exception? cause = null) : Exception(message, cause);
