using System.CommandLine;
using System.CommandLine.Parsing;
using FraudWeb.Accounts;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Wire;
using FraudWeb.Keys;

namespace FraudWeb.Cli;

/// <summary><c>create-user</c>, <c>reset-user</c> and <c>create-key</c>: access for people and systems. The secrets are printed only
/// once.</summary>
internal static class AccessCommands
{
    public static Command CreateUser()
    {
        var email = new Option<string>("--email") { Description = "The e-mail address to sign in with.", Required = true };
        var role = new Option<Role>("--role")
        {
            Description = "analyst, reviewer or administrator.",
            Required = true,
            CustomParser = result => OneOf(result, RoleNames.All),
        };
        var command = WithSettings(
            new Command("create-user", "Create an account and print its one-time password, which works for 72 hours."), email, role);
        command.SetAction((parsed, _) => Work.RunAsync(_ => WithServicesAsync(parsed, async services =>
        {
            var (password, error) = await services.GetRequiredService<AccountCommands>()
                .InviteAsync(parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), Caller.CommandLine);
            Console.WriteLine(password ?? throw new CommandException(error!));
        })));
        return command;
    }

    public static Command ResetUser()
    {
        var email = new Option<string>("--email") { Description = "The e-mail address of the account.", Required = true };
        var factor = new Option<bool>("--second-factor") { Description = "Remove the second factor too." };
        var command = WithSettings(new Command("reset-user",
            "Replace an account's password by a one-time password and end its sessions, for example if an administrator is locked out."),
            email, factor);
        command.SetAction((parsed, _) => Work.RunAsync(_ => WithServicesAsync(parsed, async services =>
        {
            var account = await services.GetRequiredService<AccountRegistry>()
                .FindByEmailAsync(AccountNames.Normalize(parsed.GetRequiredValue(email)))
                ?? throw new CommandException($"There is no account with the e-mail address {parsed.GetRequiredValue(email)}.");
            Console.WriteLine(
                await services.GetRequiredService<AccountCommands>().ResetAsync(account, parsed.GetValue(factor), Caller.CommandLine));
        })));
        return command;
    }

    public static Command CreateKey()
    {
        var name = new Option<string>("--name") { Description = "The purpose of the key.", Required = true };
        var scopes = new Option<KeyScopes[]>("--scope")
        {
            Description = "score, read or admin; several with commas, or by repeating the option.",
            Required = true,
            CustomParser = result =>
                [.. result.Tokens.SelectMany(token => token.Value.Split(',')).Select(word => OneOf(result, word, KeyScopeNames.All))],
        };
        var days = new Option<int>("--days")
        {
            Description = "The number of days for which the key is valid; 0 for no limit.",
            DefaultValueFactory = _ => 365
        }.Within(0, 3_650);
        var command = WithSettings(new Command("create-key", "Create an API key and print it."), name, scopes, days);
        command.SetAction((parsed, _) => Work.RunAsync(async _ =>
        {
            if (KeyMaker.GetNameError(parsed.GetRequiredValue(name)) is { } why)
            {
                throw new CommandException(why, ExitCode.WrongArguments);
            }

            await using var services = await DataFolder.OpenAsync(parsed.UnmatchedTokens);
            var life = parsed.GetValue(days);
            var scope = parsed.GetRequiredValue(scopes).Aggregate(KeyScopes.None, (all, one) => all | one);
            var (text, _) = await services.GetRequiredService<KeyMaker>().MakeAsync(
                parsed.GetRequiredValue(name), scope, life == 0 ? null : TimeSpan.FromDays(life), Caller.CommandLine);
            Console.WriteLine(text);
        }));
        return command;
    }

    private static Command WithSettings(Command command, params Option[] options)
    {
        command.Description += " Takes settings such as --FraudWeb:DataDirectory=PATH.";
        command.TreatUnmatchedTokensAsErrors = false;
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return command;
    }

    private static async Task WithServicesAsync(ParseResult parsed, Func<IServiceProvider, Task> work)
    {
        await using var services = await DataFolder.OpenAsync(parsed.UnmatchedTokens);
        await work(services);
    }

    private static T OneOf<T>(ArgumentResult result, WireNames<T> allowed)
        where T : struct, Enum => OneOf(result, result.Tokens[0].Value, allowed);

    private static T OneOf<T>(ArgumentResult result, string word, WireNames<T> allowed)
        where T : struct, Enum
    {
        if (!allowed.TryParse(word.Trim(), out var value))
        {
            result.AddError($"'{word}' must be one of {string.Join(", ", allowed.Names)}.");
        }

        return value;
    }
}
