using System.Text.Json;
using FraudWeb.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FraudWeb.Tests.Hosting;

[Trait("Requirement", "DP1")]
public class MaskedFormatterTests
{
    private const string Card = "4242424242424242";
    private const string Masked = "424242******4242";

    [Fact]
    public void Messages_values_exceptions_and_scopes_are_masked_and_stay_JSON()
    {
        var line = Write("json", log =>
        {
            using var scope = log.BeginScope("asked for '{Path}'", $"/{Card}");
            log.LogError(new InvalidOperationException($"'{Card}' is not a number"), "Said '{Text}' and {Number} of {Count}", Card,
                4242424242424242L, 7);
        });

        var json = JsonElement.Parse(line);
        Assert.Equal($"Said '{Masked}' and {Masked} of 7", json.GetProperty("Message").GetString());
        Assert.Equal(Masked, json.GetProperty("State").GetProperty("Text").GetString());
        Assert.Equal(Masked, json.GetProperty("State").GetProperty("Number").GetString());
        Assert.Equal(7, json.GetProperty("State").GetProperty("Count").GetInt32());
        Assert.Contains($"'{Masked}' is not a number", json.GetProperty("Exception").GetString(), StringComparison.Ordinal);
        Assert.Contains($"/{Masked}", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Card, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("simple")]
    [InlineData("systemd")]
    public void What_holds_none_is_written_as_ever(string formatter)
    {
        static void Log(ILogger log)
        {
            using var scope = log.BeginScope("asked for {Path}", "/history");
            log.LogWarning(new InvalidOperationException("no"), "Said '{Text}' {Count} times", "hello", 7);
            log.LogInformation("Plain");
        }

        Assert.Equal(Write(formatter, Log, masked: false), Write(formatter, Log));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_formatter_registered_as_an_instance_or_by_a_factory_is_masked_too(bool asInstance)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (asInstance)
            {
                services.AddSingleton<ConsoleFormatter>(new Plain());
            }
            else
            {
                services.AddSingleton<ConsoleFormatter>(_ => new Plain());
            }

            logging.MaskCardNumbers();
        });
        using var provider = services.BuildServiceProvider();
        using var output = new StringWriter();

        new Log(provider.GetServices<ConsoleFormatter>().Single(), output).LogError("Said {Text}", Card);

        Assert.Equal($"Said {Masked}", output.ToString());
    }

    private sealed class Plain() : ConsoleFormatter("plain")
    {
        public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter) =>
            textWriter.Write(logEntry.Formatter(logEntry.State, logEntry.Exception));
    }

    private static string Write(string name, Action<ILogger> work, bool masked = true)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            logging.AddConsole();
            services.Configure<JsonConsoleFormatterOptions>(options => options.IncludeScopes = true);
            services.Configure<SimpleConsoleFormatterOptions>(options => options.IncludeScopes = true);
            services.Configure<ConsoleFormatterOptions>(options => options.IncludeScopes = true);
            if (masked)
            {
                logging.MaskCardNumbers();
            }
        });
        using var provider = services.BuildServiceProvider();
        using var output = new StringWriter();
        work(new Log(provider.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name), output));
        return output.ToString();
    }

    private sealed class Log(ConsoleFormatter formatter, StringWriter output) : ILogger
    {
        private readonly LoggerExternalScopeProvider _scopes = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter1) =>
            formatter.Write(new LogEntry<TState>(logLevel, "category", eventId, state, exception, formatter1!), _scopes, output);
    }
}
