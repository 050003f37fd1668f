using System.Globalization;

namespace FraudWeb.Core.Schema;

/// <summary>Validates a schema file after parsing. Reports all errors at once, each with its place.</summary>
internal static class SchemaFaults
{
    /// <summary>The maximum number of fields.</summary>
    public const int MaxFields = 2_000;

    /// <summary>The maximum length of a field's name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>The maximum number of choices of a category.</summary>
    public const int MaxChoices = 65_535;

    /// <summary>Returns all errors; the file is a schema if there are none.</summary>
    public static IEnumerable<string> Of(SchemaDocument file)
    {
        if (string.IsNullOrWhiteSpace(file.Name))
        {
            yield return "name: is required";
        }

        foreach (var fault in CardFaults(("name", file.Name), ("id", file.Id), ("label", file.Label), ("timestamp", file.Timestamp)))
        {
            yield return fault;
        }

        foreach (var fault in LabelFaults(file))
        {
            yield return fault;
        }

        if (file.Fields is not { Count: > 0 and <= MaxFields })
        {
            yield return $"fields: must be a list of 1 to {MaxFields} fields";
            yield break;
        }

        var columns = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (role, column) in new[] { ("id", file.Id), ("label", file.Label), ("timestamp", file.Timestamp) })
        {
            if (column is not null && (column.Length == 0 || !columns.Add(column)))
            {
                yield return $"{role}: must be a column name that nothing else uses, but is '{column}'";
            }
        }

        // The API has its own keys next to the fields, which a field must not duplicate.
        columns.Add("transaction_id");
        for (var i = 0; i < file.Fields.Count; i++)
        {
            foreach (var fault in OfField(file.Fields[i], columns))
            {
                yield return $"fields[{i}]{(file.Fields[i]?.Name is { } name ? $" ({name})" : "")}: {fault}";
            }
        }
    }

    private static IEnumerable<string> LabelFaults(SchemaDocument file)
    {
        var (positive, negative) = (file.Positive ?? [], file.Negative ?? []);
        if (positive.Count + negative.Count == 0)
        {
            yield break;
        }

        if (file.Label is null)
        {
            yield return "positive, negative: are texts of the label, but there is no label";
        }

        if (positive.Concat(negative).Any(string.IsNullOrWhiteSpace))
        {
            yield return "positive, negative: must not contain empty texts; an empty label means that the outcome is not known";
        }
        else if (positive.Find(text => negative.Contains(text, StringComparer.OrdinalIgnoreCase)) is { } both)
        {
            yield return $"positive, negative: '{both}' can't mean both";
        }

        foreach (var fault in CardFaults(positive.Concat(negative).Select(text => ("positive, negative", (string?)text))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> OfField(FieldDocument? field, HashSet<string> taken)
    {
        if (field is null)
        {
            yield return "must be an object";
            yield break;
        }

        if (string.IsNullOrWhiteSpace(field.Name) || field.Name.Length > MaxNameLength || field.Name.Any(char.IsControl))
        {
            yield return "name: is required, at most 100 characters, without control characters";
        }
        else if (!taken.Add(field.Name))
        {
            yield return $"name: '{field.Name}' is used twice or reserved";
        }

        foreach (var fault in CardFaults(
            [("name", field.Name), ("title", field.Title), ("unit", field.Unit), ("help", field.Help), ("group", field.Group),
             ("choices", field.Choices?.Find(choice => choice is not null && CardNumbers.IsInName(choice)))]))
        {
            yield return fault;
        }

        if (field.Kind is not { } kind)
        {
            yield return "kind: is required, one of number, integer, flag, category";
            yield break;
        }

        foreach (var fault in LimitFaults(field, kind))
        {
            yield return fault;
        }

        if (field.Monotone is { } direction)
        {
            if (!MonotoneDirectionNames.All.TryParse(direction, out _))
            {
                yield return $"monotone: must be {string.Join(" or ", MonotoneDirectionNames.All.Names)}, but is '{direction}'";
            }
            else if (kind == FieldKind.Category)
            {
                yield return $"monotone: is {direction}, but the choices of a category have no order; "
                    + "it is allowed for number, integer and flag only";
            }
        }

        var choiceFaults = ChoiceFaults(field, kind).ToList();
        foreach (var fault in choiceFaults)
        {
            yield return fault;
        }

        // A default can't be checked against invalid choices.
        if (field.Name is not null && choiceFaults.Count == 0 && field.FaultOfDefault() is { } why)
        {
            yield return $"default: {why}";
        }
    }

    // A schema is displayed, stored with its models and returned by the API.
    private static IEnumerable<string> CardFaults(params IEnumerable<(string Property, string? Text)> texts) =>
        from one in texts
        where one.Text is not null && CardNumbers.IsInName(one.Text)
        select $"{one.Property}: contains what looks like a card number, '{one.Text}'; use a name or a code in its place";

    private static IEnumerable<string> LimitFaults(FieldDocument field, FieldKind kind)
    {
        if (field.Min is { } min && !double.IsFinite(min))
        {
            yield return "min: must be a finite number";
        }

        if (field.Max is { } max && !double.IsFinite(max))
        {
            yield return "max: must be a finite number";
        }

        if ((field.Min ?? double.MinValue) > (field.Max ?? double.MaxValue))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"min: {field.Min} is above max: {field.Max}");
        }

        if (kind is FieldKind.Flag or FieldKind.Category && (field.Min ?? field.Max) is not null)
        {
            yield return "min, max: are allowed for numbers and integers only";
        }

        if (field.Decimals is < 0 or > 15)
        {
            yield return $"decimals: must be from 0 to 15, but is {field.Decimals}";
        }
    }

    private static IEnumerable<string> ChoiceFaults(FieldDocument field, FieldKind kind)
    {
        var choices = field.Choices ?? [];
        if (kind != FieldKind.Category)
        {
            if (choices.Count > 0)
            {
                yield return "choices: are allowed for a category only";
            }

            yield break;
        }

        if (choices.Count is < 1 or > MaxChoices)
        {
            yield return "choices: a category needs 1 to 65,535 of them";
        }

        if (choices.Any(string.IsNullOrEmpty))
        {
            yield return "choices: must not be empty texts";
        }
        else if (choices.GroupBy(choice => choice, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            yield return $"choices: '{twice.Key}' is listed twice";
        }
    }
}
