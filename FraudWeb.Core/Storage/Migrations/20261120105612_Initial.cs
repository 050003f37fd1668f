using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FraudWeb.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "models",
                columns: table => new
                {
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    trainer = table.Column<string>(type: "TEXT", nullable: false),
                    schema = table.Column<string>(type: "TEXT", nullable: false),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_champion = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_models", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "predictions",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    transaction_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    source = table.Column<int>(type: "INTEGER", nullable: false),
                    model_version = table.Column<int>(type: "INTEGER", nullable: false),
                    inputs = table.Column<byte[]>(type: "BLOB", nullable: false),
                    probability = table.Column<double>(type: "REAL", nullable: true),
                    threshold = table.Column<double>(type: "REAL", nullable: false),
                    is_fraud = table.Column<bool>(type: "INTEGER", nullable: false),
                    risk_level = table.Column<int>(type: "INTEGER", nullable: false),
                    decision = table.Column<int>(type: "INTEGER", nullable: false),
                    duration_us = table.Column<int>(type: "INTEGER", nullable: false),
                    label = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_predictions", x => x.id);
                });

            // By hand, for what EF Core has no word for: WITHOUT ROWID keeps the rows in the key's own tree, so that adding to a count and
            // summing over hours each take one walk instead of two.
            migrationBuilder.Sql("""
                CREATE TABLE "rollups" (
                    "dimension" TEXT NOT NULL,
                    "hour" INTEGER NOT NULL,
                    "bucket" TEXT NOT NULL,
                    "count" INTEGER NOT NULL,
                    "flagged" INTEGER NOT NULL,
                    "labelled_fraud" INTEGER NOT NULL,
                    "labelled_legitimate" INTEGER NOT NULL,
                    "true_positive" INTEGER NOT NULL,
                    "false_positive" INTEGER NOT NULL,
                    "amount" REAL NOT NULL,
                    CONSTRAINT "PK_rollups" PRIMARY KEY ("dimension", "hour", "bucket")
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "labels",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prediction_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    label = table.Column<int>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_labels", x => x.id);
                    table.ForeignKey(
                        name: "FK_labels_predictions_prediction_id",
                        column: x => x.prediction_id,
                        principalTable: "predictions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_labels_by_prediction",
                table: "labels",
                column: "prediction_id");

            migrationBuilder.CreateIndex(
                name: "ix_models_by_hash",
                table: "models",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_predictions_by_probability",
                table: "predictions",
                columns: new[] { "probability", "id", "risk_level", "decision", "label", "source", "model_version", "is_fraud" },
                filter: "probability >= 0.125");

            migrationBuilder.CreateIndex(
                name: "ix_predictions_by_time",
                table: "predictions",
                columns: new[] { "id", "risk_level", "decision", "label", "source", "model_version", "is_fraud", "probability" });

            migrationBuilder.CreateIndex(
                name: "ix_predictions_by_transaction",
                table: "predictions",
                columns: new[] { "transaction_id", "id" },
                filter: "transaction_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "labels");

            migrationBuilder.DropTable(
                name: "models");

            migrationBuilder.DropTable(
                name: "rollups");

            migrationBuilder.DropTable(
                name: "predictions");
        }
    }
}
