using FraudWeb;
using FraudWeb.Cli;
using FraudWeb.Core.Storage;

// Before anything touches a SqliteConnection.
SqliteStartup.Initialize();

return await CommandLine.RunAsync(args, Server.RunAsync);
