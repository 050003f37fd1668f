namespace FraudWeb.Accounts;

/// <summary>The names of the authentication schemes.</summary>
public static class Schemes
{
    /// <summary>People, by the cookie of their session.</summary>
    public const string Session = "session";

    /// <summary>Systems, by their API key.</summary>
    public const string Key = "key";

    /// <summary>Selects one of the two by the request's path.</summary>
    public const string Either = "either";
}
