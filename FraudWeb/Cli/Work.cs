using System.Data.Common;
using System.Runtime.InteropServices;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Privacy;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Simulation;
using FraudWeb.Core.Storage;
using FraudWeb.Settings;

namespace FraudWeb.Cli;

/// <summary>Runs a command's work. Ctrl-C cancels it cleanly, and a failure is reported as a message.</summary>
internal static class Work
{
    /// <param name="work">The work.</param>
    /// <param name="stopped">The state after a cancellation, for the message.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<CancellationToken, Task> work, string stopped = "nothing was written")
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            await work(stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await FailAsync($"Stopped; {stopped}.");
        }
        catch (CommandException e)
        {
            return await FailAsync(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is CsvException or SchemaException or ModelFileException or TrainingException or StorageException
            or StoreUnavailableException or SettingsException or DemoException or PrivacyException
            or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(e.Message);
        }
        catch (DbException e)
        {
            return await FailAsync($"The database can't be read: {e.Message} Run FraudWeb verify to check all of it.");
        }

        // The second Ctrl-C ends the program at once.
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static async Task<int> FailAsync(string message, int exitCode = ExitCode.Failed)
    {
        // Standard error often ends up in a log.
        await Console.Error.WriteLineAsync(CardNumbers.Mask(message));
        return exitCode;
    }
}
