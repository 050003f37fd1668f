using System.CommandLine;
using FraudWeb.Core.Privacy;

namespace FraudWeb.Cli;

/// <summary>Names on the command line whose data is meant.</summary>
internal static class SubjectOption
{
    /// <summary>One id each time it stands, so that no setting behind it is taken for one.</summary>
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
            $"{option.Name} stands {subjects.Count} times; allowed: {Subject.MaxCount} at a time.", ExitCode.WrongArguments);
    }
}
