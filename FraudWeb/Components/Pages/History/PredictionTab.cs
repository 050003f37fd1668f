namespace FraudWeb.Components.Pages.History;

/// <summary>One view of a prediction.</summary>
/// <param name="Word">The name in the address; the first tab does not need one.</param>
/// <param name="Title">The displayed title.</param>
public sealed record PredictionTab(string Word, string Title)
{
    public const string Reasons = "reasons";
    public const string Inputs = "inputs";
    public const string Labels = "label";
    public const string Contest = "contest";
    public const string Replay = "replay";
    public const string Json = "json";

    public static readonly IReadOnlyList<PredictionTab> All =
    [
        new(Reasons, "Reasons"), new(Inputs, "Inputs"), new(Labels, "Label and notes"), new(Contest, "Contest"), new(Replay, "Replay"),
            new(Json, "JSON"),
    ];

    /// <summary>Gets the tab of a name; the first tab if there is none.</summary>
    public static PredictionTab Of(string? word) => All.FirstOrDefault(tab => tab.Word == word) ?? All[0];
}
