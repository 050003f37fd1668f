namespace FraudWeb.Core.Actors;

/// <summary>What kind of actor did something.</summary>
public enum ActorKind
{
    /// <summary>The program by itself.</summary>
    System,

    /// <summary>Nobody who is known.</summary>
    Anonymous,

    /// <summary>Whoever may run the program's commands on its machine.</summary>
    CommandLine,

    /// <summary>A person with an account.</summary>
    Account,

    /// <summary>A system with an API key.</summary>
    Key,

    /// <summary>The simulator, for demonstration.</summary>
    Simulator,
}
