namespace FraudWeb.Cli;

/// <summary>Ends a command. The message says what failed, where, and what to do.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode => exitCode;
}
