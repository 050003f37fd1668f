using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

[Trait("Requirement", "IN6")]
public class FieldErrorsTests
{
    [Fact]
    public void The_first_ten_errors_are_named_and_the_others_counted()
    {
        var errors = new FieldErrors();
        for (var i = 0; i < 440; i++)
        {
            errors.Add($"k{i}", "is not a field of this schema");
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"k{i}"), errors.ByField.Select(pair => pair.Key));
        Assert.Equal((440, 430), (errors.Count, errors.Unnamed));
        Assert.EndsWith("k9: is not a field of this schema; and 430 more errors", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_errors_of_one_field_count_each_and_the_same_one_once()
    {
        var errors = new FieldErrors();
        for (var i = 0; i < 12; i++)
        {
            errors.Add("amount", $"reason {i}");
            errors.Add("amount", "reason 0");
        }

        Assert.Equal((12, 2), (errors.Count, errors.Unnamed));
        Assert.Equal(10, errors.Of("amount").Count);
    }

    [Fact]
    public void Names_and_reasons_are_shortened_whatever_was_sent()
    {
        var errors = new FieldErrors();
        errors.Add(new string('n', 4_000_000), new string('w', 4_000_000));

        var (name, reasons) = Assert.Single(errors.ByField);
        Assert.Equal((FieldErrors.MaxNameLength + 1, FieldErrors.MaxReasonLength + 1), (name.Length, Assert.Single(reasons).Length));
        Assert.InRange(errors.ToString().Length, 1, 700);
    }

    [Fact]
    public void Without_names_only_their_number_is_told()
    {
        var errors = new FieldErrors(maxNamed: 0);
        errors.Add("a", "is required");

        Assert.False(errors.IsEmpty);
        Assert.Empty(errors.ByField);
        Assert.Equal("1 error", errors.ToString());
    }

    [Fact]
    public void A_category_lists_ten_of_its_choices()
    {
        var field = new Field { Name = "country", Kind = FieldKind.Category, Choices = [.. Enumerable.Range(0, 249).Select(i => $"C{i}")] };

        Assert.Equal("one of C0, C1, C2, C3, C4, C5, C6, C7, C8, C9 … and 239 more", field.Allowed);
        FieldValue.Read(field, "C999", out var why);
        Assert.Equal($"must be {field.Allowed}, but is 'C999'", why);
    }

    [Fact]
    public void A_key_of_megabytes_is_named_by_its_beginning()
    {
        var (_, errors) = Cards.Read($"{{\"{new string('k', 4_000_000)}\":1}}");

        Assert.InRange(errors.ToString().Length, 1, 1_000);
        Assert.StartsWith("kkkk", errors.ByField[0].Key, StringComparison.Ordinal);
    }
}
