using System.Globalization;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Models;
using FraudWeb.Tests.Learning;
using FraudWeb.Tests.Support;

namespace FraudWeb.Tests.Models;

/// <summary>Files that the version before format 2 wrote, each with the bits of its probabilities for 40 rows.</summary>
public class FormatOneTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "FraudWeb.Tests", "Models", "Format1");

    [Theory]
    [InlineData("boosting")]
    [InlineData("forest")]
    [InlineData("logistic")]
    public void A_file_of_format_1_keeps_its_bits_and_its_bytes(string name)
    {
        var path = Path.Combine(Folder, $"{name}.fraudmodel");
        var (model, hash) = ModelFile.Read(path);
        var bits = File.ReadAllLines(Path.Combine(Folder, $"{name}.txt"));
        var rows = MadeData.Rows(bits.Length, seed: 3);
        for (var row = 0; row < bits.Length; row++)
        {
            double[] values = [.. Enumerable.Range(0, rows.Schema.Fields.Length).Select(field => (double)rows.Column(field)[row])];
            Assert.Equal(
                bits[row], BitConverter.DoubleToInt64Bits(model.Score(values).Probability).ToString("x16", CultureInfo.InvariantCulture));
        }

        var (bytes, written) = ModelFile.ToBytes(model);
        Assert.Equal(hash, written);
        Assert.Equal(File.ReadAllBytes(path), bytes);
        Assert.Equal(1, ModelFile.FormatOf(model));
    }

    [Fact]
    public void A_model_of_format_1_has_no_part_for_ML_NET_to_prove_but_can_be_exported()
    {
        var (model, _) = ModelFile.Read(Path.Combine(Folder, "boosting.fraudmodel"));
        Assert.Null(MlNetProof.FindDifference(model));
        Assert.NotEmpty(ModelFile.ToMlNet(model));
    }
}
