// FraudWeb's boosted trees in a pipeline of ML.NET: cross-validated, fitted and saved for any program with Microsoft.ML.
// dotnet run --project docs/examples/FraudTrees -- card-transactions.csv pipeline.zip
using System.Globalization;
using FraudTrees;
using FraudWeb.Core.Learning.MlNet;
using Microsoft.ML;

var context = new MLContext(seed: 1);
var rows = context.Data.LoadFromTextFile<CardTransaction>(args[0], separatorChar: ',', hasHeader: true);
var estimator = context.Transforms.Categorical.OneHotEncoding("Category")
    .Append(context.Transforms.Concatenate("Features", "Amount", "Hour", "Category", "Rest"))
    .Append(new FraudTreesEstimator(context));
foreach (var fold in context.BinaryClassification.CrossValidate(rows, estimator, numberOfFolds: 3))
{
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"average precision {fold.Metrics.AreaUnderPrecisionRecallCurve:0.0000}"));
}

context.Model.Save(estimator.Fit(rows), rows.Schema, args[1]);
