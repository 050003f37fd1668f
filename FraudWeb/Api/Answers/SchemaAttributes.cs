namespace FraudWeb.Api.Answers;

/// <summary>Describes a property's values in the OpenAPI document beyond its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class SchemaAttribute : Attribute;

/// <summary>A number from 0 to 1.</summary>
internal sealed class ProbabilityAttribute : SchemaAttribute;

/// <summary>A time, RFC 3339 in UTC.</summary>
internal sealed class TimeAttribute : SchemaAttribute;

/// <summary>A string that matches a regular expression.</summary>
internal sealed class PatternAttribute(string pattern) : SchemaAttribute
{
    public string Pattern => pattern;
}

/// <summary>One of a few numbers.</summary>
internal sealed class ChoicesAttribute(params int[] choices) : SchemaAttribute
{
    public IReadOnlyList<int> Choices => choices;
}

/// <summary>One of the wire names of an enum.</summary>
internal sealed class WireNamesOfAttribute(Type type) : SchemaAttribute
{
    public Type Type => type;
}
