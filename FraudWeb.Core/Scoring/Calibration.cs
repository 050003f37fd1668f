namespace FraudWeb.Core.Scoring;

/// <summary>Maps a score in log-odds to a calibrated probability, which matches the observed frequency: Platt scaling
/// (Platt 1999; Lin, Lin and Weng 2007). Preserves the order of scores.</summary>
/// <param name="Slope">Above 0.</param>
/// <param name="Intercept">In log-odds.</param>
public readonly record struct Calibration(double Slope, double Intercept)
{
    /// <summary>The identity, which does not change the score.</summary>
    public static Calibration None { get; } = new(1, 0);

    /// <summary>Whether probabilities have double precision, as models of file format 1 guarantee. All others round the score and the
    /// probability to single precision, as ML.NET's Platt calibrator does, and so give the same bits as ML.NET.</summary>
    public bool IsDouble { get; init; }

    /// <summary>Returns the calibrated probability, 0 to 1.</summary>
    public double Probability(double logOdds) => IsDouble
        ? Sigmoid(Math.FusedMultiplyAdd(Slope, logOdds, Intercept))
        : (float)(1 / (1 + Math.Exp(-Slope * (float)logOdds - Intercept)));

    /// <summary>Returns 1 / (1 + e⁻ˣ), without overflow at either end.</summary>
    public static double Sigmoid(double logOdds)
    {
        var e = Math.Exp(-Math.Abs(logOdds));
        return logOdds >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
