namespace FraudWeb.Core.Models;

/// <summary>A model file can't be used; the message names the file, what is wrong with it and, where there is something to do,
/// what.</summary>
public sealed class ModelFileException(string message, Exception? cause = null) : Exception(message, cause);
