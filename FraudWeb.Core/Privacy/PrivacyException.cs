namespace FraudWeb.Core.Privacy;

/// <summary>An operation on personal data that is not allowed. The message has the reason and what to do next.</summary>
public sealed class PrivacyException(string message) : Exception(message)
{
    private const int MaxNamed = 5;

    internal static PrivacyException OfHeld(IReadOnlyCollection<string> held)
    {
        var named = string.Join(", ", held.Take(MaxNamed).Select(id => $"'{id}'")) + (held.Count > MaxNamed ? ", …" : "");
        return new(held.Count == 1
            ? $"{named} is under legal hold and can't be erased. Lift the hold first, if the law allows it."
            : $"{held.Count} of these are under legal hold ({named}) and can't be erased. Lift the holds first, if the law allows it, or "
                + "leave them out.");
    }
}
