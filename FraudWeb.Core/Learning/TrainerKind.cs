namespace FraudWeb.Core.Learning;

/// <summary>How a model is learned.</summary>
public enum TrainerKind
{
    /// <summary>Boosted trees of our own, each correcting the errors of those before it.</summary>
    Boosting,

    /// <summary>A random forest of our own: the mean of many deep trees, each grown on its own rows and columns.</summary>
    Forest,

    /// <summary>Logistic regression: the baseline that any model must beat.</summary>
    Logistic,

    /// <summary>Boosted trees by ML.NET's FastTree.</summary>
    FastTree,

    /// <summary>A random forest by ML.NET's FastForest.</summary>
    FastForest,
}
