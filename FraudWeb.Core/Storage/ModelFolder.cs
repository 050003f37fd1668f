using FraudWeb.Core.Models;

namespace FraudWeb.Core.Storage;

/// <summary>The folder of registered model files within the data folder.</summary>
internal static class ModelFolder
{
    public const string Name = "models";

    public static string PathOf(string dataDirectory, string fileName) => Path.Combine(dataDirectory, Name, fileName);

    public static bool HasFiles(string dataDirectory) =>
        Path.Combine(dataDirectory, Name) is var models && Directory.Exists(models) && Directory.EnumerateFiles(models).Any();

    public static string NameOf(int version, string hash) => $"{ModelVersionName.Of(version)}-{hash[..12]}{ModelFile.Extension}";
}
