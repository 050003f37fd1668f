using System.Text.RegularExpressions;
using FraudWeb.Core.Access;
using FraudWeb.Logs;
using FraudWeb.Sessions;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Sessions;

/// <summary>The rights of a person in front of a live page, and the texts that refuse.</summary>
[Trait("Requirement", "AZ2")]
public class PageAuthorizationTests
{
    [Theory]
    [InlineData(Role.Analyst, Role.Analyst, null)]
    [InlineData(Role.Analyst, Role.Reviewer, "Your role is analyst, but this needs the reviewer role.")]
    [InlineData(Role.Analyst, Role.Administrator, "Your role is analyst, but this needs the administrator role.")]
    [InlineData(Role.Reviewer, Role.Analyst, null)]
    [InlineData(Role.Reviewer, Role.Reviewer, null)]
    [InlineData(Role.Reviewer, Role.Administrator, "Your role is reviewer, but this needs the administrator role.")]
    [InlineData(Role.Administrator, Role.Analyst, null)]
    [InlineData(Role.Administrator, Role.Reviewer, null)]
    [InlineData(Role.Administrator, Role.Administrator, null)]
    public async Task A_role_that_is_too_low_is_refused_in_a_correct_sentence(Role has, Role needs, string? expected)
    {
        await using var store = new AccessStore();
        var person = new SignedIn();
        await person.AsAsync(store.Services, has);
        var pages = new PageAuthorization(person, store.Sessions, store.Get<SecurityEvents>());

        var denied = await Record.ExceptionAsync(() => pages.RequireAsync(needs));

        Assert.Equal(expected, denied?.Message);
        Assert.Equal(expected is null, await pages.IsAllowedAsync(needs));
        Assert.True(denied is null or AccessDeniedException);
    }

    [Fact]
    public async Task A_signed_out_person_is_asked_to_sign_in_again()
    {
        await using var store = new AccessStore();
        var pages = new PageAuthorization(new SignedIn(), store.Sessions, store.Get<SecurityEvents>());

        Assert.Equal("You are signed out. Sign in again to continue.",
            (await Assert.ThrowsAsync<AccessDeniedException>(() => pages.RequireAsync(Role.Analyst))).Message);
        Assert.Equal("You are signed out. Sign in again to continue.",
            (await Assert.ThrowsAsync<AccessDeniedException>(pages.OwnOnlyAsync)).Message);
    }

    [Fact]
    public void No_text_of_the_web_project_has_the_wrong_article_before_a_role()
    {
        var wrong = new Regex(@"one of an? (\{|analyst|reviewer|administrator)|\ban reviewer|\ba (analyst|administrator)",
            RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "FraudWeb"), "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => wrong.IsMatch(File.ReadAllText(file)));
    }
}
