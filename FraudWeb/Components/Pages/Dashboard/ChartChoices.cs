namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>How the one who looks wants the charts; it lives in the address.</summary>
public sealed record ChartChoices
{
    /// <summary>Over time the fraud share in place of the counts: <c>time=share</c>.</summary>
    public bool Shares { get; init; }

    /// <summary>The scores on a linear scale in place of a log one: <c>scale=linear</c>.</summary>
    public bool Linear { get; init; }

    /// <summary>By which field whose values have no order fraud is shown; null for the first: <c>by=NAME</c>.</summary>
    public string? By { get; init; }

    /// <summary>By which field that counts fraud is shown; null for the first: <c>along=NAME</c>.</summary>
    public string? Along { get; init; }

    /// <summary>By which field the heat map is; null for the first: <c>heat=NAME</c>.</summary>
    public string? Heat { get; init; }

    public static ChartChoices Parse(string? time, string? scale, string? by, string? along, string? heat) =>
        new() { Shares = time == "share", Linear = scale == "linear", By = by, Along = along, Heat = heat };

    /// <summary>The parts of the address; null where it says nothing.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["time"] = Shares ? "share" : null,
        ["scale"] = Linear ? "linear" : null,
        ["by"] = By,
        ["along"] = Along,
        ["heat"] = Heat,
    };
}
