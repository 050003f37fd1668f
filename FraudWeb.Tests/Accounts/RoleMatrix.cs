namespace FraudWeb.Tests.Accounts;

/// <summary>Who asks.</summary>
public enum Asker
{
    Anonymous,
    ScoreKey,
    ReadKey,
    AdminKey,
    Analyst,
    Reviewer,
    Administrator,
}

/// <summary>What each asker is answered, for every call and every page. Whatever is not in here does not exist, or the tests
/// fail.</summary>
public static class RoleMatrix
{
    private static readonly Asker[] Askers = Enum.GetValues<Asker>();

    /// <summary>By method and path, the statuses in the order of <see cref="Asker"/>. A redirect of a page leads to the sign-in
    /// page.</summary>
    public static IReadOnlyDictionary<string, int[]> Table { get; } = new Dictionary<string, int[]>(StringComparer.Ordinal)
    {
        // Calls: anonymous, score, read, admin, and people, to whom the API does not answer.
        ["POST /api/predict"] = [401, 200, 403, 200, 401, 401, 401],
        ["POST /api/batch_predict"] = [401, 200, 403, 200, 401, 401, 401],
        ["GET /api/predictions"] = [401, 403, 200, 200, 401, 401, 401],
        ["GET /api/predictions/{id}"] = [401, 403, 200, 200, 401, 401, 401],
        ["GET /api/predictions/{id}/explanation"] = [401, 403, 200, 200, 401, 401, 401],
        ["PUT /api/predictions/{id}/label"] = [401, 403, 403, 200, 401, 401, 401],
        ["GET /api/model_info"] = [401, 200, 200, 200, 401, 401, 401],
        ["GET /health"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /health/ready"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /health/live"] = [200, 200, 200, 200, 200, 200, 200],

        // Pages: keys open none.
        ["GET /"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /history"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /history/{id}"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /review"] = [302, 302, 302, 302, 403, 200, 200],
        ["GET /dashboard"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /settings"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /settings/users"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /settings/keys"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /settings/audit"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /settings/privacy"] = [302, 302, 302, 302, 403, 403, 200],
        ["GET /account"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /account/password"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /account/second-factor"] = [302, 302, 302, 302, 200, 200, 200],
        ["GET /sign-in"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /error"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /not-found"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /status/403"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /status/429"] = [200, 200, 200, 200, 200, 200, 200],
        ["GET /status/{code:int}"] = [200, 200, 200, 200, 200, 200, 200],

        // Neither: files, and what the pages need.
        ["GET /export/predictions.csv"] = [401, 401, 401, 401, 200, 200, 200],
        ["GET /export/predictions.jsonl"] = [401, 401, 401, 401, 200, 200, 200],
        ["GET /export/audit.jsonl"] = [401, 401, 401, 401, 403, 403, 200],
        ["GET /export/person.json"] = [401, 401, 401, 401, 403, 403, 200],
        ["GET /session"] = [401, 401, 401, 401, 204, 204, 204],
        ["POST /sign-out"] = [302, 302, 302, 302, 400, 400, 400], // without the token of a form
        ["GET /openapi/v1.json"] = [401, 200, 200, 200, 200, 200, 200],
        ["GET /swagger"] = [302, 302, 302, 302, 301, 301, 301],
        ["GET /problems/{slug}"] = [401, 200, 200, 200, 200, 200, 200],
        ["POST /_blazor/negotiate"] = [401, 401, 401, 401, 200, 200, 200],
        ["GET /nowhere"] = [302, 302, 302, 302, 404, 404, 404],
        ["GET /api/nowhere"] = [401, 404, 404, 404, 401, 401, 401],
    };

    /// <summary>Every cell of the table.</summary>
    public static TheoryData<string, Asker, int> Cells()
    {
        var cells = new TheoryData<string, Asker, int>();
        foreach (var (call, statuses) in Table)
        {
            foreach (var asker in Askers)
            {
                cells.Add(call, asker, statuses[(int)asker]);
            }
        }

        return cells;
    }
}
