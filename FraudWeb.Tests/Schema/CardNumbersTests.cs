using System.Globalization;
using FraudWeb.Core.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace FraudWeb.Tests.Schema;

[Trait("Requirement", "DP1")]
public class CardNumbersTests
{
    private static readonly string[] TestNumbers =
    [
        "4111111111111111", "4012888888881881", "4242424242424242", "4222222222222", "4917610000000000003", "4999999999999996", // Visa
        "5555555555554444", "5105105105105100", "5599999999999997", "2221000000000009", "2223003122003222", "2720999999999996",
            // Mastercard
        "378282246310005", "371449635398431", "341111111111111", // American Express
        "6011111111111117", "6011000990139424", "6440000000000005", "6500000000000002", "6599999999999995", "6011000000000000001",
            // Discover
        "3528000000000007", "3530111333300000", "3566002020360505", "3589999999999994", // JCB
        "30569309025904", "30599999999993", "36006666333344", "36227206271667", "38520000023237", "39999999999996", "3056930009020004",
            // Diners Club
        "6200000000000005", "6243030000000001", "6205500000000000004", // UnionPay
        "501800000009", "5000550000000029", "5600000000000003", "5899999999999994", "6304000000000000", "675900000000", "6759649826438453",
            "6769999999999999", // Maestro
    ];

    public static TheoryData<string> Numbers => [.. TestNumbers];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_of_every_brand_is_found_in_a_row_in_groups_and_as_a_number(string number)
    {
        Assert.True(CardNumbers.IsIn(number));
        Assert.True(CardNumbers.IsIn(Grouped(number, 4, " ")));
        Assert.True(CardNumbers.IsIn(Grouped(number, 4, "-")));
        Assert.True(CardNumbers.IsIn(Grouped(number, 4, ".")));
        Assert.True(CardNumbers.IsIn(Grouped(number, 1, " ")));
        Assert.True(CardNumbers.IsIn($"paid with {number}, refunded"));
        Assert.True(CardNumbers.Is(long.Parse(number, CultureInfo.InvariantCulture)));
        Assert.True(CardNumbers.Is(-long.Parse(number, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Any_other_check_digit_makes_it_none(string number)
    {
        foreach (var other in "0123456789".Where(digit => digit != number[^1]))
        {
            Assert.False(CardNumbers.IsIn(number[..^1] + other));
            Assert.False(CardNumbers.Is(long.Parse(number[..^1] + other, CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData("2220000000000000")]
    [InlineData("2721000000000004")]
    [InlineData("30600000000001")]
    [InlineData("330000000000001")]
    [InlineData("350000000000006")]
    [InlineData("3527000000000008")]
    [InlineData("3590000000000000")]
    [InlineData("5900000000000000")]
    [InlineData("6010000000000005")]
    [InlineData("6012000000000003")]
    [InlineData("6199999999999999")]
    [InlineData("6300000000000004")]
    [InlineData("6303000000000001")]
    [InlineData("6305000000000009")]
    [InlineData("6439999999999999")]
    [InlineData("6600000000000001")]
    [InlineData("6758000000000001")]
    [InlineData("6770000000000005")]
    [InlineData("0000000000000000")]
    [InlineData("1111111111111117")]
    [InlineData("7777777777777771")]
    [InlineData("8888888888888888")]
    [InlineData("9999999999999995")]
    public void A_right_check_digit_outside_of_every_issuer_range_is_no_card_number(string number) =>
        Assert.False(CardNumbers.IsIn(number));

    [Theory]
    [InlineData("40000000006")]
    [InlineData("400000000002")]
    [InlineData("40000000000002")]
    [InlineData("400000000000006")]
    [InlineData("40000000000000006")]
    [InlineData("400000000000000002")]
    [InlineData("51000000000008")]
    [InlineData("510000000000003")]
    [InlineData("51000000000000003")]
    [InlineData("34000000000000")]
    [InlineData("3400000000000000")]
    [InlineData("3000000000007")]
    [InlineData("36000000000000000008")]
    [InlineData("352800000000007")]
    [InlineData("601100000000001")]
    [InlineData("620000000000000")]
    [InlineData("62000000000000000005")]
    [InlineData("50000000005")]
    [InlineData("50000000000000000009")]
    [InlineData("67590000000000000000")]
    public void A_right_check_digit_at_a_length_that_the_brand_does_not_have_is_no_card_number(string number) =>
        Assert.False(CardNumbers.IsIn(number), number);

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("no digits, nothing to hide; a long text all the same")]
    [InlineData("2026-01-31 23:59:59, 30.01.2026 31.01.2026")]
    [InlineData("45.10 37.20 52.99 61.15 12.00 9.99")]
    [InlineData("4242  4242  4242  4242")]
    [InlineData("4242, 4242, 4242, 4242")]
    [InlineData("4242\n4242\n4242\n4242")]
    [InlineData("4242/4242/4242/4242")]
    [InlineData("4.242424242424242")]
    [InlineData("42424242.42424242")]
    [InlineData("424242 42 42424242")]
    [InlineData("4 242 4242 4242 4242")]
    [InlineData("424242424242424242424242")]
    [InlineData("4242424242424242251210112345678")]
    [InlineData("192.168.100.200 10.20.30.40")]
    [InlineData("+49 1512 3456789")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("424242******4242")]
    [InlineData("²⁴²⁴²⁴²⁴²⁴²⁴²⁴²⁴²⁴²⁴")]
    [InlineData("\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835\uD835")]
    public void Text_without_one_stays_the_same_instance(string text)
    {
        Assert.False(CardNumbers.IsIn(text));
        Assert.Same(text, CardNumbers.Mask(text));
    }

    [Theory]
    [InlineData("d9428888-122b-11e1-b85c-501800000009")]
    [InlineData("D9428888-122B-11E1-B85C-501800000009")]
    [InlineData("abcde4242424242424242abcdefabcde")]
    [InlineData("abcde4242424242424242abcdefabcdeabcdefab")]
    [InlineData("abcde4242424242424242abcdefabcdeabcde4242424242424242abcdefabcde")]
    public void A_UUID_or_a_hash_names_something_whatever_its_digits(string name)
    {
        Assert.True(CardNumbers.IsIn(name));
        Assert.False(CardNumbers.IsInName(name));
    }

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("00000000-0000-0000-4242-424242424242")]
    [InlineData("4242424242424242D251210100000000")]
    [InlineData("4242424242424242D25121010000000000000F42")]
    [InlineData("abc-4242424242424242-abcdef")]
    public void Padding_and_tracks_are_no_UUID_and_no_hash(string name) => Assert.Equal(CardNumbers.IsIn(name), CardNumbers.IsInName(name));

    [Theory]
    [InlineData(4242424242424242.0, true)]
    [InlineData(-4242424242424242.0, true)]
    [InlineData(378282246310005.0, true)]
    [InlineData(501800000009.0, true)]
    [InlineData(4242424242424243.0, false)]
    [InlineData(4242424242424242.5, false)]
    [InlineData(42424242424242.42, false)]
    [InlineData(0.0, false)]
    [InlineData(250.5, false)]
    [InlineData(1e300, false)]
    [InlineData(double.MaxValue, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void A_double_is_a_card_number_when_it_is_whole_and_its_digits_are(double number, bool isCard) =>
        Assert.Equal(isCard, CardNumbers.Is(number));

    [Fact]
    public void The_least_and_the_largest_whole_numbers_are_none()
    {
        Assert.False(CardNumbers.Is(long.MinValue));
        Assert.False(CardNumbers.Is(long.MaxValue));
        Assert.False(CardNumbers.Is(0L));
    }

    [Fact]
    public void Whatever_the_text_no_card_number_is_left_in_it_and_nothing_else_is_touched() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var masked = CardNumbers.Mask(text);

            Assert.False(CardNumbers.IsIn(masked), $"{text} became {masked}");

            Assert.Same(masked, CardNumbers.Mask(masked));

            Assert.Equal(CardNumbers.IsIn(text), !ReferenceEquals(text, masked));

            Assert.Equal(text.Length, masked.Length);

            Assert.All(text.Zip(masked), pair => Assert.True(
                pair.First == pair.Second || (pair.Second == '*' && (char.IsDigit(pair.First) || char.IsSurrogate(pair.First)))));

        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(1, 1));

    [Fact]
    public void It_finds_what_the_definition_written_another_way_finds() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
            Assert.True(CardDefinition.IsIn(text) == CardNumbers.IsIn(text), $"'{text}' {CardNumbers.IsIn(text)}")).Check(
                Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(1, 1));

    [Fact]
    public void Looking_allocates_nothing()
    {
        string[] texts = ["order-1", "d9428888-122b-11e1-b85c-501800000009", "4242424242424243", "42 42 42 42 4242 4242",
            "4242424242424242", "４２４２４２４２４２４２４２４２"];
        Look();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Look();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Look()
        {
            foreach (var text in texts)
            {
                _ = CardNumbers.IsIn(text) || ReferenceEquals(CardNumbers.Mask(text), text);
                _ = CardNumbers.IsInName(text);
            }

            _ = CardNumbers.Is(250.5) || CardNumbers.Is(4242424242424242.0) || CardNumbers.Is(1e15);
        }
    }

    // Rows and groups of digits, card numbers whole and cut, and what may stand between them.
    private static Gen<string> Texts => Gen.OneOf(
            Gen.Elements(TestNumbers),
            Gen.Elements(TestNumbers).SelectMany(number => Gen.Choose(1, 8).Select(size => Grouped(number, size, " "))),
            Gen.Elements(TestNumbers).SelectMany(number => Gen.Choose(1, number.Length).Select(cut => number[cut..])),
            Gen.Elements("4", "50", "5018", "00", "000000", "1234", "4242", "424242", "4242424242424242", "0018", "000000000000000000000"),
            Gen.Choose(0, 9).ArrayOf().Select(digits => string.Concat(digits)),
            Gen.Elements(" ", "-", ".", "\u00A0", "  ", "", "", "x", "*", ", ", "４", "٢", "\uD835\uDFD2", "\uD835"))
        .ListOf().Select(string.Concat);

    private static string Grouped(string number, int size, string separator) =>
        string.Join(separator, number.Chunk(size).Select(group => new string(group)));
}
