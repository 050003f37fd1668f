using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>One transaction as ML.NET's input: one column per field, a text for a category and single precision for all others.</summary>
internal sealed class FieldRow : DataViewRow
{
    private readonly FieldSlots _slots;
    private readonly float[] _values;
    private long _position = -1;

    /// <summary>Creates a row without values.</summary>
    /// <param name="slots">The fields.</param>
    /// <param name="schema">Their columns, from <see cref="SchemaOf"/>; ML.NET requires the same object that it was bound to.</param>
    public FieldRow(FieldSlots slots, DataViewSchema schema)
    {
        _slots = slots;
        _values = new float[slots.Schema.Fields.Length];
        Schema = schema;
    }

    /// <inheritdoc/>
    public override DataViewSchema Schema { get; }

    /// <summary>The number of transactions so far: ML.NET caches what it computed for one position.</summary>
    public override long Position => _position;

    /// <inheritdoc/>
    public override long Batch => 0;

    /// <summary>Returns the columns of a schema's fields.</summary>
    public static DataViewSchema SchemaOf(FieldSlots slots)
    {
        var builder = new DataViewSchema.Builder();
        for (var field = 0; field < slots.Schema.Fields.Length; field++)
        {
            builder.AddColumn(
                slots.Schema.Fields[field].Name, slots.IsCategory(field) ? TextDataViewType.Instance : NumberDataViewType.Single);
        }

        return builder.ToSchema();
    }

    /// <summary>Replaces the transaction.</summary>
    /// <param name="values">One per field; <c>NaN</c> is missing, a category is its position.</param>
    public void Take(ReadOnlySpan<float> values)
    {
        values.CopyTo(_values);
        _position++;
    }

    /// <inheritdoc/>
    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    /// <inheritdoc/>
    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new((ulong)_position, 0);

    /// <inheritdoc/>
    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        var field = column.Index;
        Delegate getter = _slots.IsCategory(field)
            ? (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = Choice(field))
            : (ValueGetter<float>)((ref float value) => value = _values[field]);
        return (ValueGetter<TValue>)getter;
    }

    private ReadOnlyMemory<char> Choice(int field) =>
        float.IsNaN(_values[field]) ? default : _slots.Schema.Fields[field].Choices[(int)_values[field]].AsMemory();
}
