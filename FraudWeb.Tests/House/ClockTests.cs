using FraudWeb.Tests.Storage;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.House;

/// <summary>Whoever stores a moment says what happens when the clock is wrong.</summary>
[Trait("Requirement", "LC7")]
public class ClockTests
{
    [Fact]
    public async Task The_decision_about_clocks_names_every_moment_that_is_stored()
    {
        await using var store = new TestStore();
        await using var context = store.Database.CreateDbContext();
        var decision = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "decisions", "0010-clocks.md"));

        var moments = context.Model.GetEntityTypes().SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTimeOffset))
            .Select(property => $"`{property.DeclaringType.ClrType.Name}.{property.Name}`").ToList();

        Assert.True(moments.Count > 10);
        Assert.All(moments, moment => Assert.Contains(moment, decision, StringComparison.Ordinal));
    }
}
