using System.Collections.Concurrent;
using System.Text;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Storage;

namespace FraudWeb.Core.History;

/// <summary>The schema of each model version, which defines the inputs of its predictions. It never changes for a version.</summary>
public sealed class SchemasByVersion(Database database)
{
    private readonly ConcurrentDictionary<int, TransactionSchema> _byVersion = new();
    private readonly ConcurrentDictionary<string, TransactionSchema> _byText = new(StringComparer.Ordinal);

    /// <summary>Returns the schema of a registered model version.</summary>
    /// <exception cref="ArgumentException">No model is registered under this version.</exception>
    public TransactionSchema Get(int version) => _byVersion.TryGetValue(version, out var schema) ? schema : Load(version);

    /// <summary>Returns the schema of a prediction's inputs: its own if the prediction is new, else that of its model version.</summary>
    /// <exception cref="ArgumentException">No model is registered under its version.</exception>
    public TransactionSchema Of(Prediction prediction) => prediction.Schema ?? Get(prediction.ModelVersion);

    private TransactionSchema Load(int version)
    {
        using var context = database.CreateDbContext();
        var text = context.Models.Where(model => model.Version == version).Select(model => model.SchemaJson).FirstOrDefault()
            ?? throw new ArgumentException($"No model is registered as v{version}.", nameof(version));

        // Versions with the same schema share one object.
        var schema = _byText.GetOrAdd(text, static json => SchemaJson.Parse(Encoding.UTF8.GetBytes(json)));
        return _byVersion.GetOrAdd(version, schema);
    }
}
