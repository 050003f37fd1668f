namespace FraudWeb.Core.Dashboard;

/// <summary>The time span of a point of a series.</summary>
public enum SeriesStep
{
    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day of the viewer's time zone.</summary>
    Day,
}
