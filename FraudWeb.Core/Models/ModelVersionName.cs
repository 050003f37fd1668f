using System.Globalization;

namespace FraudWeb.Core.Models;

/// <summary>The wire name of a model version: <c>v7</c> for the registry's number 7.</summary>
public static class ModelVersionName
{
    /// <summary>Formats a version.</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"v{version}");

    /// <summary>Reads a version, with or without the <c>v</c>.</summary>
    public static bool TryParse(string text, out int version) => int.TryParse(
        text.AsSpan(text.StartsWith('v') ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out version);
}
