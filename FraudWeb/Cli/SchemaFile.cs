using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary>The file that <c>--schema</c> names.</summary>
internal static class SchemaFile
{
    /// <summary>Reads the schema; without a file, the default schema.</summary>
    public static TransactionSchema Read(string? path)
    {
        if (path is null)
        {
            return TransactionSchema.Default;
        }

        using var input = InputFile.Open(path);
        var schema = Parse(path, input.Bytes());
        return schema.Label is not null ? schema : throw new CommandException(
            $"{path}: names no label; add \"label\": \"COLUMN\", the column that holds 1 for fraud and 0 for legitimate");
    }

    /// <summary>Explains how to write a schema file, for data without the default schema's columns.</summary>
    public static string HowToWriteOne(string data, IReadOnlyList<string> columns) =>
        string.Join('\n',
            "",
            "Without --schema the default schema, card-transactions, is used. Describe your columns in a schema file "
                + "and name it with --schema FILE:",
            $$"""  { "name": "my-transactions", "label": "is_fraud", "fields": [ { "name": "{{columns[0]}}", "kind": "number" }, … ] }""",
            "kind is number, integer, flag or category (with its \"choices\"). To get a proposal: "
                + $"FraudWeb schema --data {data} --output schema.json");

    private static TransactionSchema Parse(string path, byte[] bytes)
    {
        try
        {
            return SchemaJson.Parse(bytes);
        }
        catch (SchemaException e)
        {
            throw new CommandException($"{path}: {e.Message}");
        }
    }
}
