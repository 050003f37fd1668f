namespace FraudWeb.Core.Access;

/// <summary>A change that would leave no administrator who can sign in. The message has what to do instead.</summary>
public sealed class LastAdministratorException(string email) : Exception(
    $"{email} is the last administrator who can sign in. Make another person administrator first.");
