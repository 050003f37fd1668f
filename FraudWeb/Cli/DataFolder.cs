using FraudWeb.Core.Storage;
using FraudWeb.Hosting;
using FraudWeb.Settings;

namespace FraudWeb.Cli;

/// <summary>Opens the data folder that the settings name, for commands that work on it without a server.</summary>
internal static class DataFolder
{
    /// <summary>Reads the settings from appsettings.json, environment variables and arguments such as
    /// <c>--FraudWeb:DataDirectory=PATH</c>; later sources take precedence.</summary>
    public static FraudWebSettings Settings(IReadOnlyList<string> args)
    {
        if (SettingArguments.GetError(args) is { } error)
        {
            throw new CommandException($"{error} See FraudWeb --help.", ExitCode.WrongArguments);
        }

        return FraudWebSettings.Read(new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json")
            .AddEnvironmentVariables()
            .AddCommandLine([.. args])
            .Build());
    }

    /// <summary>Opens the folder and loads a model. Creates the folder and trains a model if necessary.</summary>
    public static async Task<ServiceProvider> OpenAsync(IReadOnlyList<string> args)
    {
        var training = FirstRun.BeginTraining(Settings(args));
        var provider = Open(args);
        await FirstRun.PrepareAsync(provider, training);
        return provider;
    }

    /// <summary>Opens a folder that has a database. Creates nothing, because a missing database usually means a mistyped path.</summary>
    public static ServiceProvider OpenExisting(IReadOnlyList<string> args)
    {
        var folder = Settings(args).DataDirectory;
        return File.Exists(Path.Combine(folder, Database.FileName)) ? Open(args)
            : throw new CommandException(
                $"There is no {Database.FileName} in {folder}; name the data folder with --FraudWeb:DataDirectory=PATH.");
    }

    /// <summary>Opens a folder for mass erasure, unless a server is running on it: then the server must do the work itself.</summary>
    /// <param name="args">The settings.</param>
    /// <param name="instead">The advice for the user if a server is running.</param>
    public static ServiceProvider OpenToErase(IReadOnlyList<string> args, string instead)
    {
        var services = OpenExisting(args);
        if (services.GetRequiredService<Database>().TryBecomeCheckpointer())
        {
            return services;
        }

        services.Dispose();
        throw new CommandException($"FraudWeb is running on this data folder. {instead}");
    }

    /// <summary>Opens the folder without loading a model.</summary>
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
