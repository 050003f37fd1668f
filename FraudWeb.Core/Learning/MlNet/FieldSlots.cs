using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>The positions of a schema's fields in the feature vector of its ML.NET pipeline: a category has one slot per choice, any other
/// field has one.</summary>
internal sealed class FieldSlots
{
    private readonly int[] _first;

    public FieldSlots(TransactionSchema schema)
    {
        Schema = schema;
        _first = new int[schema.Fields.Length];
        for (var field = 0; field < _first.Length; field++)
        {
            _first[field] = Count;
            Count += CountOf(field);
        }
    }

    /// <summary>The fields.</summary>
    public TransactionSchema Schema { get; }

    /// <summary>The length of the feature vector.</summary>
    public int Count { get; }

    /// <summary>Returns a field's first slot.</summary>
    public int First(int field) => _first[field];

    /// <summary>Returns the number of a field's slots.</summary>
    public int CountOf(int field) => IsCategory(field) ? Schema.Fields[field].Choices.Length : 1;

    /// <summary>Returns whether a field has one slot per choice.</summary>
    public bool IsCategory(int field) => Schema.Fields[field].Kind == FieldKind.Category;
}
