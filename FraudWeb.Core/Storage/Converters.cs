using FraudWeb.Core.History;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FraudWeb.Core.Storage;

internal sealed class PredictionIdConverter()
    : ValueConverter<PredictionId, byte[]>(id => id.ToBytes(), bytes => PredictionId.FromBytes(bytes));

internal sealed class InputsConverter()
    : ValueConverter<double[], byte[]>(values => InputKey.Encode(values), bytes => InputKey.Decode(bytes));

internal sealed class InputsComparer() : ValueComparer<double[]>(
    (left, right) => ReferenceEquals(left, right) || (left != null && right != null && Enumerable.SequenceEqual(left, right)),
    values => values.Length,
    values => (double[])values.Clone());

internal sealed class InputKeyConverter() : ValueConverter<InputKey, byte[]>(key => key.ToBytes(), bytes => InputKey.FromBytes(bytes));

// Milliseconds since 1970 sort and compare correctly in every database; SQLite has no date type.
internal sealed class MomentConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
