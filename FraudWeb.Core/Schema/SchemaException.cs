namespace FraudWeb.Core.Schema;

/// <summary>A schema file that can't be used. The message has one line per error; card numbers in it are masked.</summary>
public sealed class SchemaException(IEnumerable<string> faults)
    : Exception("The transaction schema can't be used:"
        + string.Concat(faults.Select(fault => Environment.NewLine + "  " + CardNumbers.Mask(fault))));
