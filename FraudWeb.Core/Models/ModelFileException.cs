namespace FraudWeb.Core.Models;

/// <summary>A model file can't be used. The message has the file, the error and, where possible, the next step.</summary>
public sealed class ModelFileException(string message, Exception? cause = null) : Exception(message, cause);
