using FraudWeb.Cli;
using FraudWeb.Hosting;

return await CommandLine.RunAsync(args, Server.RunAsync);
