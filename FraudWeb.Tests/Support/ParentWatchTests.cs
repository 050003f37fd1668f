using System.Diagnostics;

namespace FraudWeb.Tests.Support;

public class ParentWatchTests
{
    [Fact]
    public async Task A_program_that_a_test_has_started_ends_with_the_run()
    {
        var folder = Directory.CreateTempSubdirectory("fraudweb-test-");
        try
        {
            var start = new ProcessStartInfo("dotnet", [Repository.Program, "--urls", "http://127.0.0.1:0"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
            };
            ParentWatch.Set(start);
            using var server = Process.Start(start)!;
            while (await server.StandardOutput.ReadLineAsync() is { } line && !line.Contains(" is ready at ", StringComparison.Ordinal))
            {
            }

            Assert.False(server.HasExited);
            server.StandardInput.Close();

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await server.WaitForExitAsync(limit.Token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
