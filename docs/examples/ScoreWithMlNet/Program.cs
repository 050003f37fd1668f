// Scores the rows of a CSV file of card transactions with .fraudmodel files, by ML.NET alone: nothing here knows FraudWeb.
// dotnet run --project docs/examples/ScoreWithMlNet -- transactions.csv a.fraudmodel b.fraudmodel
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

var context = new MLContext();
var names = File.ReadLines(args[0]).First().Split(',');
foreach (var file in args[1..])
{
    var model = context.Model.Load(file, out var schema);
    var columns = schema.Select(column => new TextLoader.Column(
        column.Name, column.Type is TextDataViewType ? DataKind.String : DataKind.Single, Array.IndexOf(names, column.Name)));
    var rows = context.Data.LoadFromTextFile(
        args[0], new TextLoader.Options { Columns = [.. columns], Separators = [','], HasHeader = true, MissingRealsAsNaNs = true });
    foreach (var probability in model.Transform(rows).GetColumn<float>("Probability"))
    {
        Console.WriteLine(probability.ToString("R", CultureInfo.InvariantCulture));
    }
}
