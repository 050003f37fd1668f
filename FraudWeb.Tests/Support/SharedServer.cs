using FraudWeb.Hosting;

namespace FraudWeb.Tests.Support;

/// <summary>One server for all journeys that leave it as it was but for more predictions.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public FraudWebServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await FraudWebServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SharedServerCollection : ICollectionFixture<SharedServer>
{
    public const string Name = "shared server";
}
