using FraudWeb.Display;

namespace FraudWeb.Tests.Display;

public sealed class UserTextTests
{
    [Theory]
    [InlineData("tx-1", "tx-1")]
    [InlineData("\u202Egnp.exe\u202C", "[U+202E]gnp.exe[U+202C]")]
    [InlineData("\u2066a\u2069\u200F", "[U+2066]a[U+2069][U+200F]")]
    [InlineData("שלום", "שלום")]
    [InlineData("<b>", "<b>")]
    public void Marks_of_direction_are_written_out_and_all_else_stays(string text, string shown) =>
        Assert.Equal(shown, UserText.Show(text));
}
