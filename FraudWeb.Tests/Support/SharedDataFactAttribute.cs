namespace FraudWeb.Tests.Support;

/// <summary>A test that needs the data beside the repository, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (!Directory.Exists(Repository.SharedData))
        {
            Skip = "needs ../shared/data beside the repository, which is not here";
        }
    }
}
