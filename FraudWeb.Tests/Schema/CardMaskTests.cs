using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

[Trait("Requirement", "DP1")]
public class CardMaskTests
{
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
    [InlineData("short", "short")]
    [InlineData("4242424242424242", "424242******4242")]
    [InlineData("0123456789 0123456789 0123456789 0123456789", "0123456789 0123456789 0123456789 0123456…")]
    [InlineData("a text of thirty-one characters 4242424242424242", "a text of thirty-one characters 424242**…")]
    [InlineData("a text of thirty-one characters 4242 4242 4242 4242", "a text of thirty-one characters 4242 42*…")]
    [InlineData("a text of 39 characters and nothing more4242424242424242", "a text of 39 characters and nothing more…")]
    public void A_text_for_a_message_is_masked_before_it_is_cut(string text, string shown) =>
        Assert.Equal(shown, CardNumbers.Shorten(text));

    [Fact]
    public void A_long_text_full_of_them_is_masked_in_time()
    {
        var text = string.Concat(Enumerable.Repeat("4242424242424242 5018-0000-0009 ", 30_000));

        Assert.False(CardNumbers.IsIn(CardNumbers.Mask(text)));
    }
}
