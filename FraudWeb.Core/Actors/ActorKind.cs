namespace FraudWeb.Core.Actors;

/// <summary>The kind of an actor.</summary>
public enum ActorKind
{
    /// <summary>The program itself.</summary>
    System,

    /// <summary>A caller who is not authenticated.</summary>
    Anonymous,

    /// <summary>A user of the command line on the server.</summary>
    CommandLine,

    /// <summary>A person with an account.</summary>
    Account,

    /// <summary>A system with an API key.</summary>
    Key,

    /// <summary>The simulator, which generates demonstration data.</summary>
    Simulator,
}
