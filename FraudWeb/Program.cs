using FraudWeb;
using FraudWeb.Cli;

return await CommandLine.RunAsync(args, Server.RunAsync);
