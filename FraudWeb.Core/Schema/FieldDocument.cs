using System.Text.Json;

namespace FraudWeb.Core.Schema;

/// <summary>A field as read from a schema file, before validation: every member may be missing.</summary>
internal sealed record FieldDocument(
    string? Name, FieldKind? Kind, string? Title, string? Unit, string? Help, double? Min, double? Max, int? Decimals,
    List<string>? Choices, JsonElement? Default, string? Monotone, string? Group, bool Required = true)
{
    /// <summary>Returns the field; the document must be valid.</summary>
    public Field ToField()
    {
        var field = WithoutDefault();
        return field with { Default = DefaultOf(field, out _) };
    }

    /// <summary>Returns the error of the default, or null.</summary>
    public string? FaultOfDefault()
    {
        _ = DefaultOf(WithoutDefault(), out var fault);
        return fault;
    }

    private Field WithoutDefault()
    {
        var field = new Field
        {
            Name = Name!,
            Kind = Kind!.Value,
            Unit = Unit,
            Help = Help,
            Min = Min,
            Max = Max,
            Decimals = Decimals,
            Choices = [.. Choices ?? []],
            Required = Required,
            Monotone = MonotoneDirectionNames.All.TryParse(Monotone, out var direction) ? direction : null,
            Group = Group,
        };
        return string.IsNullOrWhiteSpace(Title) ? field : field with { Title = Title };
    }

    private double DefaultOf(Field field, out string? fault)
    {
        fault = null;
        if (Default is not { ValueKind: not JsonValueKind.Null } given)
        {
            return double.NaN;
        }

        var value = FieldValue.Read(field, given, out fault);
        return fault is null ? value : double.NaN;
    }
}
