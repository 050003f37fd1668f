using FraudWeb.Core.Access;

namespace FraudWeb.Tests.Access;

[Trait("Requirement", "AU2")]
public class PasswordTests
{
    [Theory]
    [InlineData("purple otter canal ridge")]
    [InlineData("aaaab aaaac aaaad")] // no rule asks for capitals, digits or signs
    [InlineData("пароль из слов")]
    [InlineData("x7$kQ2!mW9@p")]
    [InlineData("123 lantern 456")]
    public void A_long_password_of_any_characters_can_be_used(string password) =>
        Assert.Null(PasswordRules.GetError(password, "ann@example.com"));

    [Fact]
    public void Sixty_four_characters_and_more_can_be_used()
    {
        var random = new Random(1);
        Assert.Null(PasswordRules.GetError(new([.. Enumerable.Range(0, 64).Select(_ => (char)random.Next('!', '~'))])));
        Assert.Null(
            PasswordRules.GetError(new([.. Enumerable.Range(0, PasswordRules.MaxLength).Select(_ => (char)random.Next('!', '~'))])));
    }

    [Theory]
    [InlineData("short words")]
    [InlineData("")]
    [InlineData("elevenchars")]
    public void A_short_password_is_refused(string password) =>
        Assert.Equal("must have at least 12 characters", PasswordRules.GetError(password));

    [Theory]
    [InlineData("123456789012")]
    [InlineData("password1234")]
    [InlineData("Password1234!")]
    [InlineData("p@ssw0rd2024")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("qwerty123456")]
    [InlineData("unbelievable")]
    [InlineData("sunshine2025!")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("abcdefghijkl")]
    [InlineData("iloveyou!!!!")]
    public void What_is_tried_first_is_refused(string password) => Assert.NotNull(PasswordRules.GetError(password));

    [Theory]
    [InlineData("fraudweb2026!", null)]
    [InlineData("administrator", null)]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("annabelle.smith1", "annabelle.smith@example.com")]
    public void Words_that_belong_to_the_account_or_the_program_are_refused(string password, string? email) =>
        Assert.NotNull(PasswordRules.GetError(password, email));
}
