namespace FraudWeb.Jobs;

/// <summary>Registers the jobs, and a health check of the retention.</summary>
public static class JobsSetup
{
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<RetentionJob>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionJob>());
        services.AddHostedService<ReadTrailJob>();
        services.AddSingleton<RetentionCheck>();
        services.AddHealthChecks().AddCheck<RetentionCheck>("retention");
    }
}
