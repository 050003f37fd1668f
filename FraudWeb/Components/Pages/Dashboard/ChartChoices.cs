namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The viewer's choices for the charts, which are part of the address.</summary>
public sealed record ChartChoices
{
    /// <summary>Whether the chart over time shows the fraud share instead of counts: <c>time=share</c>.</summary>
    public bool Shares { get; init; }

    /// <summary>Whether the scores have a linear scale instead of a logarithmic one: <c>scale=linear</c>.</summary>
    public bool Linear { get; init; }

    /// <summary>The field without an order that fraud is shown by; null for the first: <c>by=NAME</c>.</summary>
    public string? By { get; init; }

    /// <summary>The ordered field that fraud is shown by; null for the first: <c>along=NAME</c>.</summary>
    public string? Along { get; init; }

    /// <summary>The field of the heat map; null for the first: <c>heat=NAME</c>.</summary>
    public string? Heat { get; init; }

    public static ChartChoices Parse(string? time, string? scale, string? by, string? along, string? heat) =>
        new() { Shares = time == "share", Linear = scale == "linear", By = by, Along = along, Heat = heat };

    /// <summary>Gets the query parameters; null for defaults.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["time"] = Shares ? "share" : null,
        ["scale"] = Linear ? "linear" : null,
        ["by"] = By,
        ["along"] = Along,
        ["heat"] = Heat,
    };
}
