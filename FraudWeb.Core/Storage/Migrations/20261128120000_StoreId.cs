using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FraudWeb.Core.Storage.Migrations;

/// <summary>Gives the database a random id, which the anchor knows (<see cref="AnchorMarks"/>). No entity has it, so the model of EF Core
/// stays as it is.</summary>
[DbContext(typeof(FraudDbContext))]
[Migration("20261128120000_StoreId")]
internal sealed class StoreId : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE store (id BLOB NOT NULL);
        INSERT INTO store VALUES (randomblob(16));
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("store");
}
