using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FraudWeb.Core.Schema;
using FraudWeb.Problems;

namespace FraudWeb.Cli;

/// <summary>The commands of the executable. Exit codes: 0 success; 1 failure; 2 wrong arguments.</summary>
public static class CommandLine
{
    private static readonly string[] HelpAndVersion = ["--help", "-h", "-?", "/?", "--version"];

    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="serve">Runs the web application with the remaining arguments. This is the default without a command.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], Task<int>> serve)
    {
        // The web application takes more settings than the commands (--urls …), and checks those under FraudWeb itself.
        var asksForHelp = args.Any(HelpAndVersion.Contains);
        if (!asksForHelp && (args is [] or ["serve", ..] || args[0].StartsWith('-')))
        {
            string[] settings = args is ["serve", .. var rest] ? rest : args;
            if (SettingArguments.GetServeError(settings) is not { } wrong)
            {
                return await serve(settings);
            }

            await Console.Error.WriteLineAsync($"{CardNumbers.Mask(wrong)} See FraudWeb serve --help.");
            return ExitCode.WrongArguments;
        }

        // Files and figures must not depend on the machine's culture.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] errors = [.. parsed.Errors.Select(error => error.Message), .. EmptyArguments(parsed)];
        if (errors.Length > 0 && !asksForHelp)
        {
            foreach (var error in errors)
            {
                await Console.Error.WriteLineAsync(CardNumbers.Mask(error));
            }

            await Console.Error.WriteLineAsync(
                $"See FraudWeb {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help.");
            return ExitCode.WrongArguments;
        }

        // Work.RunAsync handles exceptions and signals.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static RootCommand Root() =>
        new("FraudWeb scores card transactions for fraud. Without a command it serves the web application and the API.")
    {
        new Command("serve", "Serve the web application and the API (the default). Takes settings such as --urls http://127.0.0.1:5000.")
        {
            TreatUnmatchedTokensAsErrors = false,
        },
        SimulateCommand.Create(),
        TrainCommand.Create(),
        ScoreCommand.Create(),
        EvaluateCommand.Create(),
        InspectCommand.Create(),
        ExportCommand.Create(),
        SchemaCommand.Create(),
        DemoCommand.Create(),
        MigrateCommand.Create(),
        VerifyCommand.Create(),
        AccessCommands.CreateUser(),
        AccessCommands.ResetUser(),
        AccessCommands.CreateKey(),
        PurgeCommand.Create(),
        EraseCommand.Create(),
        ExportPersonCommand.Create(),
    };

    // No option may be empty. The usual cause is an unset variable in a script.
    private static IEnumerable<string> EmptyArguments(ParseResult parsed) => parsed.CommandResult.Children.OfType<OptionResult>()
        .Where(option => option.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        .Select(option => $"{option.Option.Name} is empty.");
}
