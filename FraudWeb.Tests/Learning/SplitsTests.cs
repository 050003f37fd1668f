using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class SplitsTests
{
    private static readonly byte[] Labels = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i % 50 == 0 ? 1 : 0))];

    [Fact]
    public void A_stratified_holdout_has_its_share_of_each_class_and_every_row_is_on_one_side()
    {
        var (train, holdout) = Splits.Stratified(Labels, 0.2, seed: 3);
        Assert.Equal(4, holdout.Count(row => Labels[row] == 1));
        Assert.Equal(196, holdout.Count(row => Labels[row] == 0));
        Assert.Equal(Enumerable.Range(0, 1000), train.Concat(holdout).Order());
        Assert.Equal(holdout.Order(), holdout);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_seed_others()
    {
        Assert.Equal(Splits.Stratified(Labels, 0.2, 3).Holdout, Splits.Stratified(Labels, 0.2, 3).Holdout);
        Assert.NotEqual(Splits.Stratified(Labels, 0.2, 3).Holdout, Splits.Stratified(Labels, 0.2, 4).Holdout);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.999)]
    public void Both_sides_of_a_stratified_holdout_have_both_classes(double share)
    {
        var (train, holdout) = Splits.Stratified(Labels, share, seed: 1);
        Assert.Equal(2, train.Select(row => Labels[row]).Distinct().Count());
        Assert.Equal(2, holdout.Select(row => Labels[row]).Distinct().Count());
    }

    [Fact]
    public void Each_row_is_held_out_by_one_fold_and_frauds_are_dealt_evenly()
    {
        var folds = Splits.Folds(Labels, 5, seed: 2);
        Assert.Equal(Enumerable.Range(0, 1000), folds.SelectMany(fold => fold.Holdout).Order());
        Assert.All(folds, fold =>
        {
            Assert.Equal(4, fold.Holdout.Count(row => Labels[row] == 1));
            Assert.Equal(Enumerable.Range(0, 1000), fold.Train.Concat(fold.Holdout).Order());
        });
    }

    [Fact]
    public void Rows_for_the_calibration_are_later_than_those_trained_on()
    {
        long[] times = [.. Enumerable.Range(0, 6_000).Select(i => (long)(i * 7 % 6_000))];
        byte[] labels = [.. times.Select(time => (byte)(time % 50 == 0 ? 1 : 0))];
        var (folds, isByTime) = Splits.ForCalibration(labels, times, seed: 1);

        Assert.True(isByTime);
        Assert.All(folds, fold => Assert.True(fold.Train.Max(row => times[row]) < fold.Holdout.Min(row => times[row])));
        Assert.Equal(3_600, folds.Sum(fold => fold.Holdout.Length));
    }

    [Fact]
    public void With_few_frauds_or_no_times_each_row_is_left_out_once_for_the_calibration()
    {
        var (few, isByTime) = Splits.ForCalibration(Labels, [.. Enumerable.Range(0, 1000)], seed: 1);
        var (untimed, isUntimedByTime) = Splits.ForCalibration(Labels, times: null, seed: 1);

        Assert.Equal((false, false), (isByTime, isUntimedByTime));
        Assert.Equal(Enumerable.Range(0, 1000), few.SelectMany(fold => fold.Holdout).Order());
        Assert.Equal(few.Select(fold => fold.Holdout), untimed.Select(fold => fold.Holdout));
    }

    [Fact]
    public void A_split_by_time_holds_out_the_latest_and_keeps_an_instant_together()
    {
        long[] times = [5, 1, 4, 4, 2, 4, 3, 9, 4, 0];
        var (train, holdout) = Splits.ByTime(times, 0.3);
        Assert.True(train.Max(row => times[row]) < holdout.Min(row => times[row]));
        Assert.Equal([0, 2, 3, 5, 7, 8], holdout);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_share_that_leaves_one_side_empty_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Stratified(Labels, share, 1));
}
