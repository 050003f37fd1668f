using FraudWeb.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FraudWeb.Tests.Storage;

public class CompiledModelTests
{
    /// <summary>After a change of an entity or its configuration: the command in docs/decisions/0004-sqlite.md.</summary>
    [Fact]
    public void The_compiled_model_is_the_one_that_the_context_describes()
    {
        using var context = new FraudDbContext(new DbContextOptionsBuilder<FraudDbContext>().UseSqlite().Options);
        var described = context.GetService<IDesignTimeModel>().Model;

        Assert.NotSame(described, context.Model);
        Assert.Equal(Columns(described), Columns(context.Model));
        Assert.Equal(Keys(described), Keys(context.Model));
    }

    private static List<string> Columns(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           from property in entity.GetProperties()
           let mapping = property.FindTypeMapping()!
           select $"{entity.Name} {entity.GetTableName()}.{property.GetColumnName()}: {property.Name} {property.ClrType} as "
               + $"{property.GetColumnType()} {mapping.Converter?.ProviderClrType}, null {property.IsNullable}, "
               + $"made {property.ValueGenerated}, token {property.IsConcurrencyToken}, "
               + $"after {property.GetAfterSaveBehavior()}, length {property.GetMaxLength()}",
    ];

    private static List<string> Keys(IModel model) =>
    [
        .. model.GetEntityTypes().SelectMany(entity => (string[])[
            .. entity.GetKeys().Select(key => $"{entity.Name} key {Names(key.Properties)}"),
            .. entity.GetForeignKeys().Select(key =>
                $"{entity.Name} to {key.PrincipalEntityType.Name} by {Names(key.Properties)}, {key.DeleteBehavior}"),
            .. entity.GetIndexes().Select(index => $"{entity.Name} index {index.GetDatabaseName()} {Names(index.Properties)}, "
                + $"unique {index.IsUnique}")]),
    ];

    private static string Names(IEnumerable<IReadOnlyProperty> properties) =>
        string.Join(',', properties.Select(property => property.Name));
}
