namespace FraudWeb.Api;

/// <summary>Regular expressions of the OpenAPI document.</summary>
internal static class ApiPatterns
{
    public const string PredictionId = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";
}
