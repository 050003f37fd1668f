namespace FraudWeb.Core.Learning;

/// <summary>The learning algorithm of a model.</summary>
public enum TrainerKind
{
    /// <summary>FraudWeb's own boosted trees, each correcting the errors of the previous ones.</summary>
    Boosting,

    /// <summary>FraudWeb's own random forest: the mean of many deep trees, each grown on its own rows and columns.</summary>
    Forest,

    /// <summary>Logistic regression: the baseline that any model must beat.</summary>
    Logistic,

    /// <summary>ML.NET's FastTree: boosted trees.</summary>
    FastTree,

    /// <summary>ML.NET's FastForest: a random forest.</summary>
    FastForest,
}
