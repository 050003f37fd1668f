using FraudWeb.Core.Learning;
using FraudWeb.Core.Learning.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FraudWeb.Tests.Learning.MlNet;

public class FraudTreesEstimatorTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void It_takes_part_in_a_pipeline_that_is_cross_validated()
    {
        var estimator = _context.Transforms.NormalizeMinMax("Features").Append(new FraudTreesEstimator(_context, new() { Trees = 40 }));
        var folds = _context.BinaryClassification.CrossValidate(Rows(6000), estimator, numberOfFolds: 3);
        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.True(fold.Metrics.AreaUnderRocCurve > 0.8, $"AUC {fold.Metrics.AreaUnderRocCurve}"));
    }

    [Fact]
    public void A_saved_pipeline_loads_and_gives_the_same_columns()
    {
        var data = Rows(3000);
        var fitted = new FraudTreesEstimator(_context, new() { Trees = 20 }).Fit(data);
        using var file = new MemoryStream();
        _context.Model.Save(fitted, data.Schema, file);
        file.Position = 0;
        var loaded = new MLContext().Model.Load(file, out _);
        foreach (var column in (string[])["Score", "Probability"])
        {
            var expected = fitted.Transform(data).GetColumn<float>(column).ToArray();
            Assert.True(expected.Distinct().Count() > 100);
            Assert.Equal(expected, loaded.Transform(data).GetColumn<float>(column));
        }
    }

    [Theory]
    [InlineData("Label", "Amounts", "feature column Amounts")]
    [InlineData("Amounts", "Features", "label column Amounts")]
    [InlineData("Label", "Label", "feature column Label")]
    public void A_column_that_is_missing_or_of_another_type_is_named(string label, string features, string named)
    {
        var e = Assert.Throws<ArgumentException>(() => new FraudTreesEstimator(_context, null, label, features).Fit(Rows(100)));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    private static DatasetView Rows(int count)
    {
        var data = MadeData.Rows(count);
        return new(data, [.. Enumerable.Range(0, count)], TrainingSlots.Of(data, minLeaf: 1));
    }
}
