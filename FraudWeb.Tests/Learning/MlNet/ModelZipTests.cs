using System.IO.Compression;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Tests.Models;
using Microsoft.ML;

namespace FraudWeb.Tests.Learning.MlNet;

public sealed class ModelZipTests
{
    public static TheoryData<FraudModel> Models =>
        [MadeModels.Trees(1), MadeModels.Linear(2), RandomModels.Trees(3, trees: 1, leaves: 1), RandomModels.Trees(4, trees: 9, leaves: 300), RandomModels.Trees(5, trees: 0, leaves: 1)];

    [Fact]
    public void Trees_give_the_bits_of_ML_NET_on_any_row()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var model = RandomModels.Trees(seed, trees: seed % 7 == 0 ? 200 : seed % 20, leaves: seed % 5 == 0 ? 2 : 1 + seed);
            var engine = MlNetEngine.Of(model);
            var random = new Random(seed);
            for (var i = 0; i < 200; i++)
            {
                var values = RandomModels.Values(model.Schema, random);
                var (score, theirs) = (model.Score(values), engine.Score([.. values.Select(value => (float)value)]));
                Assert.Equal(((float)score.LogOdds, score.Probability), (theirs.Score, (double)theirs.Probability));
            }
        }
    }

    [Fact]
    public void A_linear_model_gives_the_score_of_ML_NET_within_rounding()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var model = MadeModels.Linear(seed);
            var engine = MlNetEngine.Of(model);
            var random = new Random(seed);
            for (var i = 0; i < 200; i++)
            {
                var values = MadeModels.Values(model.Schema, random);
                var (score, theirs) = (model.Score(values), engine.Score([.. values.Select(value => (float)value)]));
                Assert.Equal(score.LogOdds, theirs.Score, 1e-4);
                Assert.Equal(score.Probability, theirs.Probability, 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ML_NET_saves_what_it_loaded_as_the_very_same_entries(FraudModel model)
    {
        var written = new MemoryStream(ModelFile.ToMlNet(model));
        var context = new MLContext(seed: 1);
        var saved = new MemoryStream();
        context.Model.Save(context.Model.Load(written, out var schema), schema, saved);

        using var ours = new ZipArchive(written);
        using var theirs = new ZipArchive(saved);
        Assert.Equal(theirs.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal), ours.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in theirs.Entries.Where(entry => entry.Name != "Version.txt"))
        {
            Assert.True(Bytes(entry).SequenceEqual(Bytes(ours.GetEntry(entry.FullName)!)), entry.FullName);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_proof_finds_no_difference(FraudModel model) => Assert.Null(MlNetProof.FindDifference(model));

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
