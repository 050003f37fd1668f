using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FraudWeb.Accounts;

namespace FraudWeb.Tests.Support;

/// <summary>
/// The real program as a process of its own, on a free loopback port and a data folder of its own. It can be killed without warning and
/// started again on the same folder.
/// </summary>
public sealed class FraudWebServer : IAsyncDisposable
{
    /// <summary>A key that may do everything.</summary>
    public const string Key = "key-of-the-tests-0123456789abcdef";

    public const string AdminEmail = "admin@example.com";
    public const string AdminPassword = "purple otter canal ridge";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _settings;
    private readonly ProcessOutput _output = new();
    private readonly TestCertificate? _certificate;
    private readonly bool _ownsFolder;
    private Process? _process;
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private PersonClient? _administrator;

    private FraudWebServer(string? dataDirectory, IReadOnlyDictionary<string, string>? settings, TestCertificate? certificate = null)
    {
        _ownsFolder = dataDirectory is null;
        _certificate = certificate;
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FraudWeb__Api__InitialKey"] = Key,
            ["FraudWeb__Api__RequestsPerMinute"] = "0",
            ["FraudWeb__Admin__Email"] = AdminEmail,
            ["FraudWeb__Admin__Password"] = AdminPassword,
            ["FraudWeb__DataDirectory"] = DataDirectory,
            ["FraudWeb__Drain__Seconds"] = "0",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            _settings[name] = value;
        }

        Address = new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{FreePort()}/");
        var cookies = new CookieForPages(this) { InnerHandler = certificate?.TrustingHandler() ?? new SocketsHttpHandler() };
        Http = new HttpClient(cookies)
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
            DefaultRequestHeaders = { { "X-API-Key", Key } },
        };
    }

    public string DataDirectory { get; }

    public Uri Address { get; }

    /// <summary>A client that may do everything: it has a key for calls, and the administrator's cookie for pages. Paths suffice.</summary>
    public HttpClient Http { get; }

    /// <summary>The administrator, signed in once for all who ask.</summary>
    public async Task<PersonClient> AdministratorAsync()
    {
        await _signingIn.WaitAsync();
        try
        {
            if (_administrator is null)
            {
                var person = new PersonClient(Address, _certificate);
                Assert.True(await person.SignInAsync(AdminEmail, AdminPassword), "the administrator can't sign in");
                _administrator = person;
            }

            return _administrator;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    /// <summary>What the administrator's browser sends along.</summary>
    public async Task<string> CookieAsync() => (await AdministratorAsync()).Session!.ToString();

    /// <summary>Everything that the program has written to standard output and error so far, over all its starts.</summary>
    public string Output => _output.ToString();

    /// <summary>How much of the machine's memory the program holds.</summary>
    public long ResidentBytes
    {
        get
        {
            var process = _process ?? throw new InvalidOperationException("The server was never started.");
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts the program and waits until it is healthy.</summary>
    /// <param name="settings">Environment variables such as <c>FraudWeb__Api__RequireKey</c>.</param>
    /// <param name="dataDirectory">An existing data folder, which is left in place. Without one, a temporary folder is made and
    /// removed.</param>
    /// <param name="certificate">Serves HTTPS with it.</param>
    /// <param name="isFirstStart">Whether the program trains the first model itself. Otherwise it finds that very model in its
    /// folder.</param>
    /// <param name="args">Further arguments.</param>
    public static async Task<FraudWebServer> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, string? dataDirectory = null, TestCertificate? certificate = null,
        bool isFirstStart = false, params string[] args)
    {
        var server = new FraudWebServer(dataDirectory, settings, certificate);
        try
        {
            if (server._ownsFolder && !isFirstStart && !server._settings.ContainsKey("FraudWeb__Model"))
            {
                await FirstChampion.PutIntoAsync(server.DataDirectory);
            }

            await server.RestartAsync(args);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program with settings that it must refuse; returns its exit code and what it wrote.</summary>
    public static async Task<(int Code, string Output)> FailToStartAsync(IReadOnlyDictionary<string, string> settings, Uri? address = null)
    {
        await using var server = new FraudWebServer(null, settings);
        await FirstChampion.PutIntoAsync(server.DataDirectory);
        var process = server._process = server.Run(address is null
            && settings.Keys.Any(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal)) ? null : address ?? server.Address);
        using var limit = new CancellationTokenSource(StartLimit);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, server.Output);
    }

    /// <summary>Sets an environment variable for the next start.</summary>
    public void Set(string variable, string value) => _settings[variable] = value;

    /// <summary>Starts the program again after <see cref="KillAsync"/> or <see cref="StopAsync"/>, on the same port and folder.</summary>
    /// <param name="args">Further arguments.</param>
    public async Task RestartAsync(params string[] args)
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("The server still runs: kill or stop it first.");
        }

        _process?.Dispose();
        _process = Run(Address, args);
        await HealthyAsync(_process);
    }

    /// <summary>Ends the program as a power cut would: SIGKILL, no clean-up.</summary>
    public async Task KillAsync()
    {
        if (_process is null or { HasExited: true })
        {
            return;
        }

        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Whether the program runs.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Sends the program a signal, such as <c>TERM</c>, and does not wait for what it does.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Asks the program to end (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        var process = _process ?? throw new InvalidOperationException("The server was never started.");
        if (!process.HasExited)
        {
            await SignalAsync("TERM");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(45));
            await process.WaitForExitAsync(limit.Token);
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Http.Dispose();
        _administrator?.Dispose();
        _signingIn.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private Process Run(Uri? address, params string[] args)
    {
        if (!File.Exists(Repository.Program))
        {
            throw new FileNotFoundException($"{Repository.Program} is not there: build the solution first, in this configuration.");
        }

        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && System.IO.Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { Repository.Program },
            WorkingDirectory = DataDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (address is not null)
        {
            start.ArgumentList.Add("--urls");
            // Who serves HTTPS is knocked at over HTTP too.
            start.ArgumentList.Add(_certificate is null ? $"{address}" : $"{address};http://127.0.0.1:0");
        }

        Array.ForEach(args, start.ArgumentList.Add);
        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        ParentWatch.Set(start);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task HealthyAsync(Process process)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit)
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync(); // the rest of its output
                throw new InvalidOperationException(
                    $"FraudWeb ended with exit code {process.ExitCode} before it was healthy. It wrote:\n{Output}");
            }

            try
            {
                using var answer = await Http.GetAsync("health");
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        throw new TimeoutException($"FraudWeb was not healthy within {StartLimit.TotalSeconds} s. It wrote:\n{Output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
