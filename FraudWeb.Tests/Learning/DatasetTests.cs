using FraudWeb.Core.Learning;

namespace FraudWeb.Tests.Learning;

public class DatasetTests
{
    [Fact]
    public void Rows_keep_their_values_labels_and_times()
    {
        var builder = new Dataset.Builder(MadeData.Schema, capacity: 1);
        for (var i = 0; i < 50; i++)
        {
            builder.Add([i, 2 * i, 0, 1, double.NaN, 0], isFraud: i == 7, MadeData.Now.AddHours(i));
        }

        var data = builder.Build();
        Assert.Equal((50, 1), (data.Rows, data.Frauds));
        Assert.Equal(7, data.Column(0)[7]);
        Assert.True(float.IsNaN(data.Column(4)[7]));
        Assert.Equal(MadeData.Now.AddHours(7).UtcTicks, data.Times![7]);

        var some = data.Select([7, 3]);
        Assert.Equal((2, 1), (some.Rows, some.Frauds));
        Assert.Equal([7f, 3f], some.Column(0));
    }

    [Fact]
    public void Without_a_time_for_every_row_there_are_none()
    {
        var builder = new Dataset.Builder(MadeData.Schema);
        builder.Add(new double[6], isFraud: false, MadeData.Now);
        builder.Add(new double[6], isFraud: false);
        Assert.Null(builder.Build().Times);
    }

    [Fact]
    public void The_hash_is_that_of_the_values_and_labels()
    {
        var data = MadeData.Rows(100);
        Assert.Equal(data.Hash, MadeData.Rows(100).Hash);
        Assert.NotEqual(data.Hash, MadeData.Rows(100, seed: 2).Hash);
        Assert.NotEqual(data.Hash, data.Select([.. Enumerable.Range(0, 99)]).Hash);
        Assert.Matches("^[0-9a-f]{64}$", data.Hash);
    }
}
