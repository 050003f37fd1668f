using System.Security.Claims;
using System.Text.Json;
using FraudWeb.Accounts;
using FraudWeb.Api;
using FraudWeb.Components.Pages.History;
using FraudWeb.Core.Audit;
using FraudWeb.Core.History;
using FraudWeb.Tests.Components.History;
using FraudWeb.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FraudWeb.Tests.Privacy;

[Trait("Requirement", "DP4")]
public sealed class PersonExportTests : HistoryContext
{
    [Fact, Trait("Requirement", "AD1")]
    public async Task An_administrator_downloads_all_that_is_kept_on_a_transaction()
    {
        var kept = await KeepAsync(0.91, "tx-1");
        await KeepAsync(0.2, "tx-2");
        await Log.LabelAsync(kept.Id, Label.Fraud, "It was stolen.", Audits.Ann);

        var (status, headers, body) = await GetAsync("?transaction_id=tx-1");

        Assert.Equal(200, status);
        Assert.Equal("no-store", headers.CacheControl);
        Assert.Matches(@"^attachment; filename=""person-\d{8}-\d{6}\.json""$", headers.ContentDisposition.ToString());
        var record = Assert.Single(JsonElement.Parse(body).GetProperty("predictions").EnumerateArray());
        Assert.Equal(kept.Id.ToString(), record.GetProperty("prediction").GetProperty("prediction_id").GetString());
        Assert.Equal("Electronics", record.GetProperty("prediction").GetProperty("inputs").GetProperty("merchant_category").GetString());
        Assert.Equal("It was stolen.", record.GetProperty("labels")[0].GetProperty("note").GetString());
        Assert.Equal(8, record.GetProperty("reasons").GetArrayLength());
        var told = Assert.Single(await Services.GetRequiredService<AuditLog>().PageAsync(new(Action: AuditActions.Exported), 10));
        Assert.Equal(("user:7", "transaction:" + Services.GetRequiredService<AuditChain>().PseudonymOf("tx-1")), (told.Actor, told.Target));
    }

    [Fact]
    public async Task Whose_data_is_meant_must_be_said() => Assert.Equal(400, (await GetAsync("")).Status);

    private async Task<(int Status, IHeaderDictionary Headers, string Body)> GetAsync(string query)
    {
        var export = ActivatorUtilities.CreateInstance<PersonExport>(Services);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.QueryString = new(query);
        context.Response.Body = body;
        context.User = new(new ClaimsIdentity([new(Callers.ActorClaim, "user:7")], "test"));
        await (await ExportApi.ExportPersonAsync(context, export, TimeProvider.System)).ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
