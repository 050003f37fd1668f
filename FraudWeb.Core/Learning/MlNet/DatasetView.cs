using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>Rows of a data set in the form of ML.NET's trainers: a label and a vector of features.</summary>
/// <param name="data">The rows.</param>
/// <param name="rows">The positions of the training rows.</param>
/// <param name="slots">The features.</param>
internal sealed class DatasetView(Dataset data, int[] rows, ImmutableArray<TrainingSlot> slots) : IDataView
{
    public const string Label = "Label";

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema { get; } = SchemaOf(slots.Length);

    /// <inheritdoc/>
    public long? GetRowCount() => rows.Length;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [new Cursor(this)];

    private static DataViewSchema SchemaOf(int width)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(Label, BooleanDataViewType.Instance);
        builder.AddColumn(ModelZip.Features, new VectorDataViewType(NumberDataViewType.Single, width));
        return builder.ToSchema();
    }

    private bool LabelOf(int row) => data.Labels[rows[row]] != 0;

    private void CopyFeatures(int row, ref VBuffer<float> features)
    {
        var editor = VBufferEditor.Create(ref features, slots.Length);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            editor.Values[slot] = slots[slot].Of(data.Column(slots[slot].Field)[rows[row]]);
        }

        features = editor.Commit();
    }

    /// <summary>Iterates over the rows once, in order.</summary>
    private sealed class Cursor(DatasetView view) : DataViewRowCursor
    {
        private int _row = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _row;

        public override long Batch => 0;

        public override bool MoveNext() => ++_row < view.GetRowCount();

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Delegate getter = column.Name == Label
                ? (ValueGetter<bool>)((ref bool value) => value = view.LabelOf(_row))
                : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => view.CopyFeatures(_row, ref value));
            return (ValueGetter<TValue>)getter;
        }
    }
}
