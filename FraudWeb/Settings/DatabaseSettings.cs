namespace FraudWeb.Settings;

/// <summary>The section <c>Database</c>. Its keys are part of the contract, but SQLite in the data folder is the only choice so far, so
/// they are only validated.</summary>
internal static class DatabaseSettings
{
    public static void Check(SettingsReader reader)
    {
        reader.OneOf("Database:Provider", "Sqlite");
        if (reader.Text("Database:ConnectionString") is { } connection)
        {
            reader.AddFault("Database:ConnectionString", connection, "nothing");
        }
    }
}
