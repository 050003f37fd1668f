using FraudWeb.Core.Access;
using FraudWeb.Core.Dashboard;
using FraudWeb.Core.History;
using FraudWeb.Core.Learning;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;

namespace FraudWeb.Tests.Wire;

/// <summary>What is sent and stored, written out. Members of the enums may be renamed; nothing on the right-hand side may change.</summary>
public class WireNamesTests
{
    [Fact]
    public void Every_enum_value_is_sent_and_stored_as_it_always_was()
    {
        Holds(RiskLevelNames.All, "0 LOW, 1 MEDIUM, 2 HIGH");
        Holds(DecisionNames.All, "0 approve, 1 review, 2 decline");
        Holds(LabelNames.All, "0 none, 1 legitimate, 2 fraud");
        Holds(PredictionSourceNames.All, "0 form, 1 api, 2 batch, 3 feed, 4 demo");
        Holds(RoleNames.All, "0 analyst, 1 reviewer, 2 administrator");
        Holds(KeyScopeNames.All, "1 score, 2 read, 4 admin", without: KeyScopes.None);
        Holds(TrainerKindNames.All, "0 boosting, 1 forest, 2 logistic, 3 fasttree, 4 fastforest");
        Holds(MonotoneDirectionNames.All, "0 increasing, 1 decreasing");
    }

    [Fact]
    public void Rollups_are_stored_under_the_names_that_they_always_had()
    {
        Assert.Equal(["low", "medium", "high"], Enum.GetValues<RiskLevel>().Select(RollupPlan.BucketOf));
        Assert.Equal(["approve", "review", "decline"], Enum.GetValues<Decision>().Select(RollupPlan.BucketOf));
    }

    [Fact]
    public void Combined_scopes_are_listed_and_no_scope_has_an_empty_name()
    {
        Assert.Equal("score, admin", (KeyScopes.Admin | KeyScopes.Score).ToWireName());
        Assert.Equal("", KeyScopes.None.ToWireName());
    }

    [Fact]
    public void A_value_without_a_name_is_refused_and_an_unknown_name_is_not_read()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Decision)7).ToWireName());
        Assert.True(DecisionNames.All.TryParse("Review", out var decision));
        Assert.Equal(Decision.Review, decision);
        Assert.False(DecisionNames.All.TryParse("1", out _));
        Assert.False(DecisionNames.All.TryParse(null, out _));
    }

    [Theory]
    [InlineData("v7", 7)]
    [InlineData("7", 7)]
    [InlineData("vv7", null)]
    [InlineData("v-7", null)]
    [InlineData("v", null)]
    [InlineData("", null)]
    public void A_model_version_is_read_as_it_is_written(string text, int? version)
    {
        Assert.Equal("v7", ModelVersionName.Of(7));
        Assert.Equal(version is not null, ModelVersionName.TryParse(text, out var read));
        Assert.Equal(version ?? 0, read);
    }

    [Fact]
    public void Times_are_sent_in_UTC_to_the_millisecond() =>
        Assert.Equal("2026-11-20T08:30:00.120Z", WireTime.Of(new(2026, 11, 20, 10, 30, 0, 120, TimeSpan.FromHours(2))));

    private static void Holds<T>(WireNames<T> names, string expected, params T[] without)
        where T : struct, Enum
    {
        Assert.Equal(expected, string.Join(", ", names.Pairs.Select(pair => $"{Convert.ToInt32(pair.Value, null)} {pair.Name}")));
        Assert.Equal(Enum.GetValues<T>().Except(without), names.Pairs.Select(pair => pair.Value));
    }
}
