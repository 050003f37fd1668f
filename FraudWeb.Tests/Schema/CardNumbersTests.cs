using System.Globalization;
using System.Text.RegularExpressions;
using FraudWeb.Core.Schema;
using FsCheck;
using FsCheck.Fluent;

namespace FraudWeb.Tests.Schema;

[Trait("Requirement", "DP1")]
public partial class CardNumbersTests
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
    [InlineData("4111 1111 1111 1111", "4111 11** **** 1111")]
    [InlineData("4111-1111-1111-1111", "4111-11**-****-1111")]
    [InlineData("4111.1111.1111.1111", "4111.11**.****.1111")]
    [InlineData("4111\u00A01111\u00A01111\u00A01111", "4111\u00A011**\u00A0****\u00A01111")]
    [InlineData("4111\u202F1111\u20111111\u20131111", "4111\u202F11**\u2011****\u20131111")]
    [InlineData("3782 822463 10005", "3782 82**** *0005")]
    [InlineData("3056 930902 5904", "3056 93**** 5904")]
    [InlineData("4222 222 222 222", "4222 22* **2 222")]
    [InlineData("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4 1 1 1 1 1 * * * * * * 1 1 1 1")]
    [InlineData("41 11 11 11 11 11 11 11", "41 11 11 ** ** ** 11 11")]
    [InlineData("41111111 11111111", "411111** ****1111")]
    [InlineData("4242424242424242", "424242******4242")]
    [InlineData("501800000009", "501800**0009")]
    [InlineData("４２４２４２４２４２４２４２４２", "４２４２４２******４２４２")]
    [InlineData("٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "٤٢٤٢٤٢******٤٢٤٢")]
    [InlineData("42٤２424242424242", "42٤２42******4242")]
    public void The_first_six_and_the_last_four_digits_stay_and_so_do_the_marks_between_them(string text, string masked)
    {
        Assert.Equal(masked, CardNumbers.Mask(text));
        Assert.Equal($"({masked})", CardNumbers.Mask($"({text})"));
    }

    [Fact]
    public void A_digit_that_takes_two_characters_is_masked_in_both()
    {
        var number = string.Concat("4242424242424242".Select(digit => char.ConvertFromUtf32(0x1D7CE + digit - '0')));

        var masked = CardNumbers.Mask(number);

        Assert.Equal(number[..12] + new string('*', 12) + number[^8..], masked);
    }

    [Theory]
    [InlineData("card 4242424242424242 stolen", "card 424242******4242 stolen")]
    [InlineData("4242424242424242 and 378282246310005", "424242******4242 and 378282*****0005")]
    [InlineData("4242424242424242,4242424242424242", "424242******4242,424242******4242")]
    [InlineData("4242424242424242 4242424242424242", "424242******4242 424242******4242")]
    [InlineData("order-4242424242424242", "order-424242******4242")]
    [InlineData("x4242424242424242y", "x424242******4242y")]
    [InlineData("pan=4242424242424242&cvv=123", "pan=424242******4242&cvv=123")]
    [InlineData("%B4242424242424242^DOE/JOHN^2512101", "%B424242******4242^DOE/JOHN^2512101")]
    [InlineData(";4242424242424242=25121010000", ";424242******4242=25121010000")]
    [InlineData("4242424242424242D2512101", "424242******4242D2512101")]
    [InlineData("0004242424242424242", "000424242******4242")]
    [InlineData("00000000004242424242424242", "0000000000424242******4242")]
    [InlineData("4242424242424242.00", "424242******4242.00")]
    [InlineData("7 4242 4242 4242 4242 12 29", "7 4242 42** **** 4242 12 29")]
    [InlineData("**4242 4242 4242 4242**", "**4242 42** **** 4242**")]
    [InlineData("+4242424242424242", "+424242******4242")]
    public void It_is_found_wherever_it_stands(string text, string masked) => Assert.Equal(masked, CardNumbers.Mask(text));

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

    [Theory]
    [InlineData("short", "short")]
    [InlineData("4242424242424242", "424242******4242")]
    [InlineData("0123456789 0123456789 0123456789 0123456789", "0123456789 0123456789 0123456789 0123456…")]
    [InlineData("a text of thirty-one characters 4242424242424242", "a text of thirty-one characters 424242**…")]
    [InlineData("a text of thirty-one characters 4242 4242 4242 4242", "a text of thirty-one characters 4242 42*…")]
    [InlineData("a text of 39 characters and nothing more4242424242424242", "a text of 39 characters and nothing more…")]
    public void A_text_for_a_message_is_masked_before_it_is_cut(string text, string shown) =>
        Assert.Equal(shown, CardNumbers.Shorten(text));

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
            Assert.True(IsInByDefinition(text) == CardNumbers.IsIn(text), $"'{text}' {CardNumbers.IsIn(text)}")).Check(
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

    [Fact]
    public void A_long_text_full_of_them_is_masked_in_time()
    {
        var text = string.Concat(Enumerable.Repeat("4242424242424242 5018-0000-0009 ", 30_000));

        Assert.False(CardNumbers.IsIn(CardNumbers.Mask(text)));
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

    private static bool IsInByDefinition(string text)
    {
        var rows = Row().Matches(text).ToList();
        for (var first = 0; first < rows.Count; first++)
        {
            for (var last = first; last < rows.Count
                && (last == first || Separator().IsMatch(Between(text, rows[last - 1], rows[last]))); last++)
            {
                var groups = rows[first..(last + 1)].Select(row => Digits(row.Value)).ToList();
                groups[0] = groups[0].TrimStart('0');
                var separators = Enumerable.Range(first + 1, last - first).Select(i => Between(text, rows[i - 1], rows[i])).ToList();
                if (groups[0].Length > 0 && AreSetAsACard(groups, separators) && IsCard(string.Concat(groups)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AreSetAsACard(List<string> groups, List<string> separators) =>
        groups.Count == 1
        || (separators is not ["."]
            && (groups.SkipLast(1).All(group => group.Length >= 3)
                || (groups.SkipLast(1).All(group => group.Length == groups[0].Length) && groups[^1].Length <= groups[0].Length
                && separators.Distinct().Count() == 1)));

    private static bool IsCard(string digits) => Brand().IsMatch(digits)
        && digits.Reverse().Select((digit, i) => i % 2 == 0 ? digit - '0' : ((digit - '0') * 2 / 10) + ((digit - '0') * 2 % 10))
        .Sum() % 10 == 0;

    private static string Between(string text, Match row, Match next) => text[(row.Index + row.Length)..next.Index];

    private static string Digits(string row) =>
        string.Concat(row.EnumerateRunes().Select(digit => (int)System.Text.Rune.GetNumericValue(digit)));

    [GeneratedRegex(@"(\d|\uD835[\uDFCE-\uDFFF])+", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^[ .\u00A0-]\z")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
        + @"|(6011|64[4-9]\d|65\d\d)\d{12,15}|35(2[89]|[3-8]\d)\d{12,15}"
        + @"|3(0[0-5]|[689]\d)\d{11,16}|62\d{14,17}|(50\d\d|5[6-8]\d\d|6304|6759|676\d)\d{8,15})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Brand();
}
