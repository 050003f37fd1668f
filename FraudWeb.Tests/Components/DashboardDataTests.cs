using FraudWeb.Components.Shared;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using static FraudWeb.Tests.Support.SampleFigures;

namespace FraudWeb.Tests.Components;

public class DashboardDataTests
{
    private const string Time = "from=2026-03-03T14%3A00%3A00.000Z&to=2026-03-04T14%3A00%3A00.000Z";

    [Fact]
    public void A_step_of_time_has_the_share_of_the_same_step_before_and_leads_to_its_rows()
    {
        var steps = Data(Of(Count(10, flagged: 1)), Of(Count(4, flagged: 2))).Time();

        Assert.Equal(24, steps.Count);
        Assert.Equal(("13:00", "Wed 4 Mar, 13:00–14:00", 1L, 10L), (steps[23].Label, steps[23].Title, steps[23].Fraud, steps[23].All));
        Assert.Equal(0.5, steps[23].ShareBefore);
        Assert.Equal("/history?from=2026-03-04T13%3A00%3A00.000Z&to=2026-03-04T14%3A00%3A00.000Z", steps[23].Href);
    }

    [Fact]
    public void Scores_are_told_apart_by_labels_once_there_are_enough_and_by_the_model_until_then()
    {
        var scores = new Counts[20];
        scores[19] = Count(50, flagged: 50, truePositive: 30, falsePositive: 2);

        var labelled = Data(Of(Count(50, flagged: 50, truePositive: 30, falsePositive: 2), scores: scores));
        Assert.True(labelled.ScoresByLabel);
        Assert.Equal((30, 2), (labelled.Scores()[19].Fraud, labelled.Scores()[19].Legitimate));
        Assert.Equal($"/history?{Time}&min_probability=0.95&max_probability=1", labelled.Scores()[19].Href);

        var few = Data(Of(Count(50, flagged: 50, truePositive: 9, falsePositive: 2), scores: scores));
        Assert.False(few.ScoresByLabel);
        Assert.Equal((50, 0), (few.Scores()[19].Fraud, few.Scores()[19].Legitimate));
    }

    [Fact]
    public void The_values_of_a_field_are_named_as_people_read_them_and_lead_to_their_rows()
    {
        var data = Data(Of(Count(8, flagged: 2)));

        var flags = data.Bars(data.Now.Fields[2]);
        Assert.Equal(["no", "yes"], flags.Select(bar => bar.Label));
        Assert.Equal($"/history?{Time}&field.foreign_transaction=1", flags[1].Href);
        var merchants = data.Bars(data.Now.Fields[1]);
        Assert.Equal(("Travel", 2L, 8L), (merchants[4].Label, merchants[4].Fraud, merchants[4].All));
        Assert.Equal(("not given", null), (merchants[5].Label, merchants[5].Href));
    }

    [Fact]
    public void A_cell_of_the_heat_map_leads_to_the_rows_of_its_category()
    {
        var data = Data(Of(Count(8, flagged: 2)));

        var cell = data.Heat(data.Now.Heat[0])[4].Cells[13];
        Assert.Equal((2, 8, $"/history?{Time}&field.merchant_category=Travel"), (cell.Fraud, cell.All, cell.Href));
    }

    [Fact]
    public void Risk_levels_and_decisions_divide_up_the_whole()
    {
        var data = Data(Of(Count(10), reviewed: 3, declined: 1));

        Assert.Equal([("LOW", 6L, 0.6), ("MEDIUM", 3, 0.3), ("HIGH", 1, 0.1)],
            data.RiskLevels().Select(part => (part.Word, part.Count, part.Share)));
        Assert.Equal([("approve", 6L, 0.6), ("review", 3, 0.3), ("decline", 1, 0.1)],
            data.Decisions().Select(part => (part.Word, part.Count, part.Share)));
        Assert.Equal($"/history?{Time}&risk_level=HIGH", data.RiskLevels()[2].Href);
        Assert.Equal($"/history?{Time}&decision=review", data.Decisions()[1].Href);
    }

    [Fact]
    public async Task Work_asked_for_while_it_runs_runs_once_more_and_not_more_often()
    {
        var runs = 0;
        var hold = new TaskCompletionSource();
        var work = new OneAtATime(async () =>
        {
            runs++;
            await hold.Task;
        });

        var first = work.RunAsync();
        for (var i = 0; i < 10; i++)
        {
            await work.RunAsync();
        }

        Assert.Equal(1, runs);

        hold.SetResult();
        await first;
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Work_that_failed_can_be_asked_for_again()
    {
        var runs = 0;
        var work = new OneAtATime(() => ++runs == 1 ? throw new InvalidOperationException() : Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidOperationException>(work.RunAsync);
        await work.RunAsync();
        Assert.Equal(2, runs);
    }
}
