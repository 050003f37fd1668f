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
        [MadeModels.Trees(1), MadeModels.Linear(2), RandomModels.Trees(3, trees: 1, leaves: 1),
            RandomModels.Trees(4, trees: 9, leaves: 300), RandomModels.Trees(5, trees: 0, leaves: 1)];

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
        Assert.Equal(theirs.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal),
            ours.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in theirs.Entries.Where(entry => entry.Name != "Version.txt"))
        {
            Assert.True(Bytes(entry).SequenceEqual(Bytes(ours.GetEntry(entry.FullName)!)), entry.FullName);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_proof_finds_no_difference(FraudModel model) => Assert.Null(MlNetProof.FindDifference(model));

    [Fact]
    public void The_proof_finds_a_model_whose_archive_is_of_other_trees()
    {
        var model = MadeModels.Trees(1);
        var difference = MlNetProof.FindDifference(model, MlNetEngine.Of(MadeModels.Trees(2)));
        Assert.Contains("by ML.NET", difference, StringComparison.Ordinal);
        Assert.NotNull(MlNetProof.FindDifference(MadeModels.Linear(1), MlNetEngine.Of(MadeModels.Linear(2))));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_archive_behind_the_file_opens_as_the_file_and_answers_alike(FraudModel model)
    {
        var file = new MemoryStream(ModelFile.ToBytes(model).Bytes);
        var engine = MlNetEngine.Load(file, model);
        Assert.Null(MlNetProof.FindDifference(model, engine));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_served_by_ML_NET_gives_the_same_answers_one_by_one_and_in_a_batch_on_many_threads(FraudModel model)
    {
        var (served, random) = (MlNetEngine.Serve(model), new Random(5));
        var rows = Enumerable.Range(0, 600).Select(_ => RandomModels.Values(model.Schema, random)).ToArray();
        var expected = rows.Select(row => model.Score(row)).ToArray();
        Parallel.For(0, rows.Length, i => Assert.Equal(expected[i], served.Score(rows[i])));
        var batch = new Score[rows.Length];
        served.Score([.. rows.SelectMany(row => row)], batch);
        Assert.Equal(expected, batch);
        Assert.Equal<Reason>(model.Explain(rows[0]).Reasons, served.Explain(rows[0]).Reasons);
    }

    [Fact]
    public void A_number_split_by_a_set_of_categories_is_refused_in_words()
    {
        var tree = new SplitNode
        {
            Feature = 0,
            Categories = [1],
            MissingLeft = false,
            Cover = 2,
            Left = new LeafNode { Value = 1, Cover = 1 },
            Right = new LeafNode { Value = 2, Cover = 1 },
        };
        var schema = new TransactionSchema("one", [new Field { Name = "a", Kind = FieldKind.Number }]);
        var model = new FraudModel(schema, TreeEnsemble.Of(1, 0, [tree], [1.0]), Calibration.None, MadeModels.Trees(1).Report);
        Assert.Contains(
            "a is not a category", Assert.Throws<ModelFileException>(() => ModelFile.ToBytes(model)).Message, StringComparison.Ordinal);
        Assert.Contains("a is not a category", MlNetProof.FindDifference(model), StringComparison.Ordinal);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
