using FraudWeb.Hosting;

namespace FraudWeb.Cli;

/// <summary>Checks the settings on the command line. The framework ignores what it does not know, so a mistyped one would silently have its
/// default.</summary>
internal static class SettingArguments
{
    /// <summary>How a setting is written, for messages.</summary>
    public const string Form = "settings are written --FraudWeb:DataDirectory=PATH";

    private const string Mark = "--";

    private static readonly string[] Sections = ["FraudWeb:", "Logging:", "Kestrel:"];
    private static readonly string[] HostSettings = ["urls", "http_ports", "https_ports", "AllowedHosts", "environment"];

    /// <summary>Gets the error in the arguments of <c>serve</c>, which also takes the framework's settings and a value as an argument of
    /// its own; null if there is none. <c>FraudWebSettings</c> checks what is under <c>FraudWeb</c>.</summary>
    public static string? GetServeError(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == Server.AcceptLoss)
            {
                continue;
            }

            var (name, value) = Split(args[i]);
            if (!name.StartsWith(Mark, StringComparison.Ordinal) || !IsServeSetting(name[Mark.Length..]))
            {
                return $"'{name}' is no setting; {Form}, addresses to listen on --urls http://127.0.0.1:5000.";
            }

            if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith(Mark, StringComparison.Ordinal))
            {
                value = args[++i];
            }

            if (GetValueError(name, value) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>Gets the error in the settings of another command; null if there is none.</summary>
    public static string? GetError(IReadOnlyList<string> args)
    {
        foreach (var arg in args)
        {
            var (name, value) = Split(arg);
            if (!name.StartsWith("--FraudWeb:", StringComparison.Ordinal) || value is null)
            {
                return $"'{name}' is no setting; {Form}.";
            }

            if (GetValueError(name, value) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    // The usual cause is an unset variable in a script. The default would be another data folder.
    private static string? GetValueError(string name, string? value) => string.IsNullOrWhiteSpace(value) ? $"{name} has no value." : null;

    // The value may be a secret, so it is not repeated.
    private static (string Name, string? Value) Split(string arg) =>
        arg.Split('=', 2) is [var name, var value] ? (name, value) : (arg, null);

    private static bool IsServeSetting(string key) =>
        Array.Exists(HostSettings, known => known.Equals(key, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Sections, section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
