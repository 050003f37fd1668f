using FraudWeb.Cli;
using FraudWeb.Core.Storage;
using FraudWeb.Hosting;

// Before anything touches a SqliteConnection.
SqliteStartup.Initialize();

return await CommandLine.RunAsync(args, Server.RunAsync);
