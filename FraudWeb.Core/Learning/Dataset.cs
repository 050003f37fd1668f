using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Core.Learning;

/// <summary>Labelled transactions, one column per field. The arrays are not modified after construction.</summary>
public sealed class Dataset
{
    private readonly float[][] _columns;
    private readonly Lazy<string> _hash;

    private Dataset(TransactionSchema schema, float[][] columns, byte[] labels, long[]? times)
    {
        Schema = schema;
        _columns = columns;
        Labels = labels;
        Times = times;
        Frauds = labels.Sum(label => (int)label);
        _hash = new(ComputeHash);
    }

    /// <summary>The schema of the columns.</summary>
    public TransactionSchema Schema { get; }

    /// <summary>1 for fraud, 0 for legitimate, one per row.</summary>
    public byte[] Labels { get; }

    /// <summary>The time of each transaction, in UTC ticks; null if it is not known for all rows.</summary>
    public long[]? Times { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => Labels.Length;

    /// <summary>The number of frauds.</summary>
    public int Frauds { get; }

    /// <summary>SHA-256 over schema, values and labels, in lower-case hexadecimal; the same on every machine.</summary>
    public string Hash => _hash.Value;

    /// <summary>Returns one field's values, one per row: a category is its position, <c>NaN</c> is missing.</summary>
    /// <param name="field">The field's position in the schema.</param>
    public float[] Column(int field) => _columns[field];

    /// <summary>Returns the rows at the given positions, in that order.</summary>
    public Dataset Select(int[] rows) =>
        new(Schema, [.. _columns.Select(column => Pick(column, rows))], Pick(Labels, rows), Times is null ? null : Pick(Times, rows));

    /// <summary>Copies rows in the layout of a model's input: one row after another.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="values">Receives whole rows; its length determines their number.</param>
    public void CopyRows(int from, Span<float> values)
    {
        var width = _columns.Length;
        for (var field = 0; field < width; field++)
        {
            var column = _columns[field].AsSpan(from, values.Length / width);
            for (var row = 0; row < column.Length; row++)
            {
                values[row * width + field] = column[row];
            }
        }
    }

    private static T[] Pick<T>(T[] items, int[] rows)
    {
        var picked = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            picked[i] = items[rows[i]];
        }

        return picked;
    }

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Schema.Json));
        foreach (var column in _columns)
        {
            Append(column);
        }

        hash.AppendData(Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(float[] column)
        {
            if (BitConverter.IsLittleEndian)
            {
                hash.AppendData(MemoryMarshal.AsBytes(column.AsSpan()));
                return;
            }

            Span<byte> bytes = stackalloc byte[sizeof(float)];
            foreach (var value in column)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                hash.AppendData(bytes);
            }
        }
    }

    /// <summary>Collects rows one by one.</summary>
    /// <param name="schema">The schema of the values.</param>
    /// <param name="capacity">The expected number of rows; not a limit.</param>
    public sealed class Builder(TransactionSchema schema, int capacity = 1024)
    {
        private readonly float[][] _columns = [.. schema.Fields.Select(_ => new float[capacity])];
        private byte[] _labels = new byte[capacity];
        private long[] _times = new long[capacity];
        private bool _hasTimes = true;

        /// <summary>The number of rows added so far.</summary>
        public int Rows { get; private set; }

        /// <summary>Adds a row.</summary>
        /// <param name="values">One per field, in the schema's order; <c>NaN</c> is missing, a category is its position.</param>
        /// <param name="isFraud">The label.</param>
        /// <param name="time">The time of the transaction. Unless all rows have one, the data set has none.</param>
        public void Add(ReadOnlySpan<double> values, bool isFraud, DateTimeOffset? time = null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, _columns.Length);
            if (Rows == _labels.Length)
            {
                Resize(Math.Max(16, Rows + Rows / 2));
            }

            for (var i = 0; i < values.Length; i++)
            {
                _columns[i][Rows] = (float)values[i];
            }

            _labels[Rows] = isFraud ? (byte)1 : (byte)0;
            _times[Rows] = time?.UtcTicks ?? 0;
            _hasTimes &= time is not null;
            Rows++;
        }

        /// <summary>Returns the rows added so far. Nothing may be added afterwards.</summary>
        public Dataset Build()
        {
            Resize(Rows);
            return new(schema, _columns, _labels, _hasTimes && Rows > 0 ? _times : null);
        }

        private void Resize(int rows)
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                Array.Resize(ref _columns[i], rows);
            }

            Array.Resize(ref _labels, rows);
            Array.Resize(ref _times, rows);
        }
    }
}
