using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FraudWeb.Tests.Support;

/// <summary>What a class writes to the program's log.</summary>
internal sealed class ToldMessages
{
    private readonly ConcurrentQueue<string> _messages = new();

    public IReadOnlyCollection<string> Messages => _messages;

    public ILogger<T> For<T>() => new Collector<T>(_messages);

    private sealed class Collector<T>(ConcurrentQueue<string> messages) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            messages.Enqueue(formatter(state, exception));
    }
}
