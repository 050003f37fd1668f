namespace FraudWeb.Tests.Support;

/// <summary>A test that runs Spectral over the OpenAPI document, skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpectralFactAttribute : FactAttribute
{
    public SpectralFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = "needs Spectral: run npm ci --ignore-scripts in build/spectral (test.sh does, where npm is)";
        }
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "build", "spectral");

    public static string Program { get; } = Path.Combine(Folder, "node_modules", "@stoplight", "spectral-cli", "dist", "index.js");
}
