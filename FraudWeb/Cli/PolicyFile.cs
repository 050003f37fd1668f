using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Cli;

/// <summary>The policy of a command: from the file that <c>--policy</c> names, otherwise from the settings of the server.</summary>
internal static class PolicyFile
{
    /// <summary>Reads the policy.</summary>
    /// <param name="path">The file; null for the settings.</param>
    public static Policy Read(string? path)
    {
        if (path is null)
        {
            return DataFolder.Settings([]).Policy;
        }

        using var input = InputFile.Open(path);
        var errors = new FieldErrors();
        if (PolicyJson.Read(input.Bytes(), errors) is { } policy)
        {
            return policy;
        }

        var lines = errors.ByField.Select(error => $"{path}: {error.Key}: {string.Join(", ", error.Value)}");
        throw new CommandException(string.Join('\n', lines));
    }
}
