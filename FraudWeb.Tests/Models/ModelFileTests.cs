using FraudWeb.Core.Models;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fraudweb-test-").FullName;

    public static TheoryData<FraudModel> Models => [MadeModels.Trees(1), MadeModels.Linear(2)];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_read_back_gives_the_same_bits_and_makes_the_same_bytes(FraudModel model)
    {
        var path = Path.Combine(_folder, "a.fraudmodel");
        var hash = ModelFile.Write(path, model);
        var (read, readHash) = ModelFile.Read(path);

        Assert.Equal(hash, readHash);
        Assert.Equal(model.Schema.Json, read.Schema.Json);
        Assert.Equal(model.Calibration, read.Calibration);
        Assert.Equal(model.Report with { Parameters = read.Report.Parameters, Warnings = read.Report.Warnings }, read.Report);
        Assert.Equal(model.Report.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal), read.Report.Parameters);
        Assert.Equal(model.Report.Warnings, read.Report.Warnings);
        var random = new Random(3);
        for (var i = 0; i < 1_000; i++)
        {
            var values = MadeModels.Values(model.Schema, random);
            Assert.Equal(BitConverter.DoubleToInt64Bits(model.Score(values).Probability),
                BitConverter.DoubleToInt64Bits(read.Score(values).Probability));
        }

        ModelFile.Write(Path.Combine(_folder, "b.fraudmodel"), read);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(_folder, "b.fraudmodel")));
    }

    [Fact]
    public void The_order_in_which_parameters_were_put_together_does_not_change_the_bytes()
    {
        var model = MadeModels.Linear(1);
        var turned = new FraudModel(model.Schema, model.Predictor, model.Calibration,
            model.Report with { Parameters = model.Report.Parameters.Reverse().ToDictionary() });
        Assert.Equal(ModelFile.ToBytes(model).Bytes, ModelFile.ToBytes(turned).Bytes);
    }

    [Theory, Trait("Requirement", "MD1")]
    [MemberData(nameof(Models))]
    public void A_file_with_one_bit_changed_anywhere_is_refused(FraudModel model)
    {
        var (bytes, _) = ModelFile.ToBytes(model);

        // Every bit before the content, then one in each of a thousand places.
        var places = Enumerable.Range(0, 44).Concat(Enumerable.Range(0, 1_000).Select(i => 44 + (int)((bytes.Length - 45L) * i / 999)));
        foreach (var place in places)
        {
            for (var bit = 0; bit < (place < 44 ? 8 : 1); bit++)
            {
                bytes[place] ^= (byte)(1 << bit);
                Assert.Throws<ModelFileException>(() => ModelFile.Read(bytes));
                bytes[place] ^= (byte)(1 << bit);
            }
        }

        ModelFile.Read(bytes);
    }

    [Fact, Trait("Requirement", "MD1")]
    public void A_file_that_is_cut_or_continued_is_refused()
    {
        var (bytes, _) = ModelFile.ToBytes(MadeModels.Trees(1));
        foreach (var length in (int[])[0, 1, 8, 11, 12, 43, 44, 48, bytes.Length / 2, bytes.Length - 1])
        {
            Assert.Throws<ModelFileException>(() => ModelFile.Read(bytes[..length]));
        }

        Assert.Throws<ModelFileException>(() => ModelFile.Read([.. bytes, 0]));
    }

    [Fact]
    public void Bytes_that_follow_the_model_are_refused_even_under_the_right_hash()
    {
        var (bytes, _) = ModelFile.ToBytes(MadeModels.Linear(1));
        byte[] longer = [.. bytes, 0, 0];
        System.Security.Cryptography.SHA256.HashData(longer.AsSpan(44), longer.AsSpan(12));
        Assert.Contains("claims parts", Assert.Throws<ModelFileException>(() => ModelFile.Read(longer)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void An_ML_NET_part_that_is_not_the_model_s_own_is_refused_even_under_the_right_hash(FraudModel model)
    {
        var (bytes, _) = ModelFile.ToBytes(model);
        foreach (var place in (int[])[bytes.Length - 1, bytes.Length - 200, bytes.Length - 1_500])
        {
            var changed = bytes.ToArray();
            changed[place] ^= 1;
            System.Security.Cryptography.SHA256.HashData(changed.AsSpan(44), changed.AsSpan(12));
            Assert.Contains(
                "ML.NET part", Assert.Throws<ModelFileException>(() => ModelFile.Read(changed)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_makes_these_bytes_on_every_machine()
    {
        // Hashes of whole files, written down when format 2 was made: a change of any byte needs a new format.
        Assert.Equal("c73d00182ffee66bb646ee04f9e0a0613af1edf214449b649962037c179175c1", ModelFile.ToBytes(MadeModels.Trees(1)).Hash);
        Assert.Equal("09596f3fc26b19fb5f1c20b78ca34599eec9c5d7925963dfaaf1a74242c0baa0", ModelFile.ToBytes(MadeModels.Linear(2)).Hash);
    }

    [Fact]
    public void A_file_of_a_newer_format_is_refused_and_says_what_to_do()
    {
        var (bytes, _) = ModelFile.ToBytes(MadeModels.Linear(1));
        bytes[8] = 3;
        Assert.Contains(
            "use a newer FraudWeb", Assert.Throws<ModelFileException>(() => ModelFile.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_model_file_is_refused_by_its_name()
    {
        var path = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(path, "amount,hour\n1,2\n");
        Assert.Contains(path, Assert.Throws<ModelFileException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<ModelFileException>(() => ModelFile.Read(path + ".missing"));
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread()
    {
        var path = Path.Combine(_folder, "large.fraudmodel");
        using (var file = File.Create(path))
        {
            file.SetLength(ModelFile.MaxBytes + 1L);
        }

        Assert.Contains("at most", Assert.Throws<ModelFileException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_leaves_nothing_but_the_finished_file()
    {
        var path = Path.Combine(_folder, "a.fraudmodel");
        ModelFile.Write(path, MadeModels.Linear(1));
        ModelFile.Write(path, MadeModels.Linear(2));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
