using System.Collections.ObjectModel;
using System.Globalization;
using FraudWeb.Core.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FraudWeb.Hosting;

/// <summary>Formats log entries as another formatter does, but masks card numbers in messages, their values, exceptions and
/// scopes.</summary>
/// <remarks>Before they are written: JSON has <c>\u0027</c> for a quote mark, whose digits would run together with those that it
/// quotes.</remarks>
public sealed class MaskedFormatter(ConsoleFormatter inner) : ConsoleFormatter(inner.Name), IDisposable
{
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var exception = logEntry.Exception?.ToString() is { } text && CardNumbers.IsIn(text) ? new MaskedException(text)
            : logEntry.Exception;
        var state = new MaskedState(logEntry.State, logEntry.Formatter(logEntry.State, logEntry.Exception));
        inner.Write(
            new LogEntry<MaskedState>(
                logEntry.LogLevel, logEntry.Category, logEntry.EventId, state, exception, static (state, _) => state.ToString()),
            scopeProvider is null ? null : new MaskedScopes(scopeProvider),
            textWriter);
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    // A message with the named values that it is made of.
    private sealed class MaskedState(object? state, string? message) : ReadOnlyCollection<KeyValuePair<string, object?>>(
        [.. (state as IEnumerable<KeyValuePair<string, object?>> ?? []).Select(pair => KeyValuePair.Create(pair.Key, Mask(pair.Value)))])
    {
        private readonly string _message = CardNumbers.Mask(message ?? "");

        public override string ToString() => _message;

        private static object? Mask(object? value) =>
            value is not bool && Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && CardNumbers.IsIn(text)
                ? CardNumbers.Mask(text) : value;
    }

    private sealed class MaskedScopes(IExternalScopeProvider inner) : IExternalScopeProvider
    {
        public void ForEachScope<TState>(Action<object?, TState> callback, TState state) =>
            inner.ForEachScope((scope, given) => callback(scope is null ? null : new MaskedState(scope, scope.ToString()), given), state);

        public IDisposable Push(object? state) => inner.Push(state);
    }

#pragma warning disable CA1032, CA1064 // never thrown: a text in the place of an exception
    private sealed class MaskedException(string text) : Exception
    {
        public override string ToString() => CardNumbers.Mask(text);
    }
#pragma warning restore CA1032, CA1064
}
