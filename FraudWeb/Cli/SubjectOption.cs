using System.CommandLine;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Cli;

/// <summary>The option that names the transactions whose data is meant.</summary>
internal static class SubjectOption
{
    /// <summary>Creates the option. It takes one id each time, so that a setting after it is not read as another id.</summary>
    public static Option<string[]> Create(string description) =>
        new("--transaction-id")
        {
            Description = description,
            HelpName = "ID",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false
        };

    public static IReadOnlyList<Subject> Read(ParseResult parsed, Option<string[]> option)
    {
        IReadOnlyList<Subject> subjects = [.. parsed.GetRequiredValue(option).Select(Subject.Parse).Distinct()];
        return subjects.Count <= Subject.MaxCount ? subjects
            : throw new CommandException(
                $"{option.Name} is given {subjects.Count} times; at most {Subject.MaxCount} are allowed.", ExitCode.WrongArguments);
    }
}
