using FraudWeb.Core.Storage;
using FraudWeb.Hosting;
using FraudWeb.Settings;

namespace FraudWeb.Cli;

/// <summary>The data folder that the settings name, for commands that work on it without the web.</summary>
internal static class DataFolder
{
    /// <summary>The settings: appsettings.json, environment variables, then arguments such as
    /// <c>--FraudWeb:DataDirectory=PATH</c>.</summary>
    public static FraudWebSettings Settings(IReadOnlyList<string> args)
    {
        if (args.FirstOrDefault(
            arg => !arg.StartsWith("--FraudWeb:", StringComparison.Ordinal) || !arg.Contains('=', StringComparison.Ordinal)) is { } unknown)
        {
            throw new CommandException(
                $"'{unknown}' is no setting; settings are written --FraudWeb:DataDirectory=PATH. See FraudWeb --help.",
                ExitCode.WrongArguments);
        }

        return FraudWebSettings.Read(new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json")
            .AddEnvironmentVariables()
            .AddCommandLine([.. args])
            .Build());
    }

    /// <summary>Core's capabilities over the folder, which is made when it is not there, with a model to answer with.</summary>
    public static async Task<ServiceProvider> OpenAsync(IReadOnlyList<string> args)
    {
        var provider = Open(args);
        await FirstRun.PrepareAsync(provider);
        return provider;
    }

    /// <summary>The same over a folder with a database; none is made where a path was mistyped.</summary>
    public static ServiceProvider OpenExisting(IReadOnlyList<string> args)
    {
        var folder = Settings(args).DataDirectory;
        return File.Exists(Path.Combine(folder, Database.FileName)) ? Open(args)
            : throw new CommandException(
            $"There is no {Database.FileName} in {folder}; name the data folder with --FraudWeb:DataDirectory=PATH.");
    }

    /// <summary>The same for what takes much out, which a server that runs on the folder does itself.</summary>
    /// <param name="args">The settings.</param>
    /// <param name="instead">What to do where one runs.</param>
    public static ServiceProvider OpenToErase(IReadOnlyList<string> args, string instead)
    {
        var services = OpenExisting(args);
        if (services.GetRequiredService<Database>().TryBecomeCheckpointer())
        {
            return services;
        }

        services.Dispose();
        throw new CommandException($"FraudWeb runs on this data folder. {instead}");
    }

    /// <summary>The same as it is, without a model being loaded.</summary>
    public static ServiceProvider Open(IReadOnlyList<string> args)
    {
        var settings = Settings(args);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection",
            LogLevel.Error).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).MaskCardNumbers());
        services.AddScoring(settings);
        services.AddAccounts();
        return services.BuildServiceProvider();
    }
}
