namespace FraudWeb.Core.Learning;
internal static class ForestTrainer
{
    public static Fit Train(BinnedData data, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report) => throw new NotImplementedException();
}
internal static class LogisticTrainer
{
    public static Fit Train(Dataset data, TrainingOptions options, ParallelOptions parallel, Action<TrainingProgress> report) => throw new NotImplementedException();
}
