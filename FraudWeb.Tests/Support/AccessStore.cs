using FraudWeb.Accounts;
using FraudWeb.Core;
using FraudWeb.Core.Access;
using FraudWeb.Core.Actors;
using FraudWeb.Core.Audit;
using FraudWeb.Core.Storage;
using FraudWeb.Hosting;
using FraudWeb.Limits;
using FraudWeb.Sessions;
using FraudWeb.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Support;

/// <summary>Accounts, sessions and keys over a real database, with a clock that can be moved.</summary>
public sealed class AccessStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;

    public AccessStore()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(new SessionLimits(TimeSpan.FromMinutes(60), TimeSpan.FromHours(12)));
        services.AddSingleton(Audits.Chain);
        services.AddFraudCore(Database.Open(_folder));
        services.AddDataProtection();
        services.AddAccounts();
        services.AddLimits();
        services.AddSignIn();
        _services = services.BuildServiceProvider();
        _scope = _services.CreateAsyncScope();
    }

    public MovableClock Clock { get; } = new(TestStore.Start);

    public IServiceProvider Services => _services;

    public string Folder => _folder;

    public AccountCommands Accounts => Get<AccountCommands>();

    public SecondFactor SecondFactor => Get<SecondFactor>();

    public AccountRegistry Registry => Get<AccountRegistry>();

    public SessionRegistry Sessions => Get<SessionRegistry>();

    public KeyRegistry Keys => Get<KeyRegistry>();

    public AuditLog Audit => Get<AuditLog>();

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>An account with a password of its own.</summary>
    public async Task<Account> AddAsync(
        string email = "ann@example.com", Role role = Role.Analyst, string password = "purple otter canal ridge")
    {
        Assert.Null(await Accounts.AddAsync(email, role, password, Caller.System));
        return (await Registry.FindByEmailAsync(AccountNames.Normalize(email)))!;
    }

    /// <summary>Gives an account a second factor.</summary>
    /// <returns>Its secret and the recovery codes.</returns>
    public async Task<(string Secret, IReadOnlyList<string> Codes)> WithSecondFactorAsync(Account account)
    {
        var (secret, ticket) = SecondFactor.Begin(account);
        return (secret, (await SecondFactor.FinishAsync(account, ticket, TotpCodes.CodeAt(secret, Clock.GetUtcNow()), Caller.System))!);
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
