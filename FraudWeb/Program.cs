using FraudWeb;
using FraudWeb.Core.Storage;

// Before anything touches a SqliteConnection.
SqliteStartup.Initialize();

return await Server.RunAsync(args);
