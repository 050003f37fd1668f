using FraudWeb.Core.Schema;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// FraudWeb's own boosted trees as an ML.NET estimator, for <c>Append</c>, <c>CrossValidate</c> and <c>Model.Save</c>. The fitted
/// transformer is ML.NET's own, of FastTree trees with a Platt calibrator, so a saved pipeline loads in any program with Microsoft.ML and
/// Microsoft.ML.FastTree. It adds the columns <c>Score</c>, <c>Probability</c> and <c>PredictedLabel</c>.
/// </summary>
/// <param name="context">The context of the pipeline.</param>
/// <param name="options">The parameters of the trainer; null for the defaults. A missing value may be <c>NaN</c>.</param>
/// <param name="labelColumn">A Boolean column: whether the row is fraud.</param>
/// <param name="featureColumn">A column of single-precision vectors, of 1 to 65,536 values.</param>
public sealed class FraudTreesEstimator(
    MLContext context, TrainingOptions? options = null, string labelColumn = "Label", string featureColumn = ModelZip.Features)
        : IEstimator<ITransformer>
{
    /// <summary>Trains on all rows and calibrates on rows that the trees had not seen.</summary>
    /// <exception cref="ArgumentException">A column is missing or has another type.</exception>
    /// <exception cref="TrainingException">No model can be trained on the rows or with the parameters.</exception>
    public ITransformer Fit(IDataView input)
    {
        var model = Training.Train(Read(input), options ?? new(), DateTimeOffset.UnixEpoch);
        using var zip = new MemoryStream();
        ModelZip.Write(zip, model, vectorColumn: featureColumn);
        zip.Position = 0;
        var pipeline = context.Model.Load(zip, out _);
        return pipeline is TransformerChain<ITransformer> chain ? chain.LastTransformer : pipeline;
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        context.BinaryClassification.Trainers.FastTree(labelColumn, featureColumn).GetOutputSchema(inputSchema);

    private Dataset Read(IDataView input)
    {
        if (input.Schema.GetColumnOrNull(labelColumn) is not { Type: BooleanDataViewType } label)
        {
            throw new ArgumentException($"The label column {labelColumn} must be there and hold Booleans.", nameof(input));
        }

        if (input.Schema.GetColumnOrNull(featureColumn)
            is not { Type: VectorDataViewType { Size: > 0, ItemType: NumberDataViewType { RawType: var item } } vector } features
            || item != typeof(float))
        {
            throw new ArgumentException(
                $"The feature column {featureColumn} must be there and hold vectors of single precision of one length.", nameof(input));
        }

        var schema = new TransactionSchema("features", [.. Enumerable.Range(0, vector.Size).Select(slot =>
            new Field { Name = FormattableString.Invariant($"slot {slot}"), Kind = FieldKind.Number, Required = false })]);
        var rows = new Dataset.Builder(schema);
        using var cursor = input.GetRowCursor([label, features]);
        var (getLabel, getFeatures) = (cursor.GetGetter<bool>(label), cursor.GetGetter<VBuffer<float>>(features));
        var (isFraud, values, row) = (false, default(VBuffer<float>), new float[vector.Size]);
        while (cursor.MoveNext())
        {
            getLabel(ref isFraud);
            getFeatures(ref values);
            values.CopyTo(row);
            rows.Add([.. row.Select(value => (double)value)], isFraud);
        }

        return rows.Build();
    }
}
