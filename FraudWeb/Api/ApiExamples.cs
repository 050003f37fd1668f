using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FraudWeb.Api.Answers;
using FraudWeb.Core.History;
using FraudWeb.Core.Models;
using FraudWeb.Core.Schema;
using FraudWeb.Core.Scoring;
using FraudWeb.Core.Wire;
using FraudWeb.Problems;

namespace FraudWeb.Api;

/// <summary>Examples for the API's description. They are built from the served schema and the answer types, so they are never out of
/// date.</summary>
internal sealed class ApiExamples
{
    public const string PredictionId = "01M7WYBNKT60GKPBPG2DZFNNHV";
    public const string IdempotencyKey = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private const string Cursor = "AZ4-L1_2QWKYmYmYmYmYmQGamZmZmZnJPwAAAAAAAAAA";
    private const string TraceId = "657b807695fff421da84a5a12da90073";
    private const string TransactionId = "order-4711";
    private const double LogOdds = -3.8;

    private readonly TransactionSchema _schema;
    private readonly Prediction _prediction;
    private readonly Explanation _explanation;
    private readonly string _timestamp;

    public ApiExamples(TransactionSchema schema)
    {
        _ = Core.History.PredictionId.TryParse(PredictionId, out var id);
        var probability = Calibration.Sigmoid(LogOdds);
        var verdict = new Policy().Decide(probability);
        _schema = schema;
        _prediction = new Prediction
        {
            Id = id,
            TransactionId = TransactionId,
            Source = PredictionSource.Api,
            ModelVersion = 1,
            Inputs = [.. schema.Fields.Select(ValueOf)],
            Probability = probability,
            Threshold = new Policy().Threshold,
            IsFraud = verdict.IsFraud,
            RiskLevel = verdict.RiskLevel,
            Decision = verdict.Decision,
            DurationMicroseconds = 38,
        };
        _explanation = Explain();
        _timestamp = WireTime.Of(_prediction.Timestamp);
    }

    public JsonNode Transaction() => TransactionOf(_prediction.Inputs);

    public JsonNode Batch() => new JsonObject { ["transactions"] = new JsonArray(Transaction(), Refused().Body) };

    public static JsonNode Label() => new JsonObject { ["label"] = "fraud", ["note"] = "The cardholder did not make it." };

    public JsonNode Predicted() => Node(PredictAnswer.Of(_prediction), AnswersContext.Default.PredictAnswer);

    public JsonNode BatchPredicted()
    {
        var errors = Refused().Errors;
        return Node(
            new BatchAnswer(2, 0, 1, [
                PredictAnswer.Of(_prediction), new RefusedTransaction(TransactionId, 1, ProblemResult.ByField(errors), errors.ToString())]),
            AnswersContext.Default.BatchAnswer);
    }

    public JsonNode Page() => Node(new PredictionPage([Kept], Cursor), AnswersContext.Default.PredictionPage);

    public JsonNode PredictionResponse() => Node(Kept, AnswersContext.Default.PredictionResponse);

    public JsonNode Labelled() =>
        Node(Kept with { Label = Core.History.Label.Fraud.ToWireName() }, AnswersContext.Default.PredictionResponse);

    public JsonNode Explained() => Node(
        new ExplanationAnswer(
            PredictionId, ModelVersionName.Of(1), _prediction.Probability!.Value, _explanation.LogOdds, _explanation.BaseValue,
                ReasonAnswer.Of(_explanation)),
        AnswersContext.Default.ExplanationAnswer);

    public JsonNode Model() => Node(
        new ModelAnswer(
            "boosting", [.. _schema.Fields.Select(field => field.Name)], "active", ModelVersionName.Of(1), _timestamp, new string('0', 64),
            new(8_000, 103, 0.97, 0.83, 0.5, 0.87, 0.74, 0.8, 0.02, 0.005, 68, 76, 11, 7_886, 27), JsonElement.Parse(_schema.Json)),
        AnswersContext.Default.ModelAnswer);

    public JsonNode Health(bool good) =>
        Node(new HealthAnswer(good ? "healthy" : "unhealthy", true, _timestamp), AnswersContext.Default.HealthAnswer);

    public JsonNode Ready(bool good) => Node(
        new ReadyAnswer(
            good ? "ready" : "not_ready", new Dictionary<string, string>
            {
                ["model"] = "ok",
                ["serving"] = "ok",
                ["writing"] = good ? "ok"
                : "failed",
                ["reading"] = "ok",
                ["retention"] = "ok"
            }, _timestamp),
        AnswersContext.Default.ReadyAnswer);

    public JsonNode Live() => Node(new LiveAnswer("alive", _timestamp), AnswersContext.Default.LiveAnswer);

    public JsonNode Of(Problem problem)
    {
        var errors = problem == Problem.InvalidInput ? Refused().Errors : null;
        var detail = errors?.ToString() ?? problem.Title;
        return Node(
            new ProblemAnswer(problem.Type, problem.Title, problem.Status, detail, TraceId, ProblemResult.ByField(errors), detail),
                ProblemsContext.Default.ProblemAnswer);
    }

    private PredictionResponse Kept => Answers.PredictionResponse.Of(_prediction, _schema);

    private static JsonNode Node<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(answer, type)!;

    private static double ValueOf(Field field) => field switch
    {
        { Kind: FieldKind.Category or FieldKind.Flag } => 0,
        { Min: { } min, Max: { } max } => Math.Floor((min + max) / 2),
        { Max: { } max } => max,
        _ => (field.Min ?? 0) + 42,
    };

    private JsonObject TransactionOf(double[] values)
    {
        var body = new JsonObject { [TransactionJson.IdKey] = TransactionId };
        foreach (var (field, value) in _schema.Fields.Zip(values))
        {
            body[field.Name] = field.Kind == FieldKind.Category ? field.Choices[(int)value] : value;
        }

        return body;
    }

    // A body whose first field is an object, which is never valid.
    private (JsonObject Body, FieldErrors Errors) Refused()
    {
        var body = TransactionOf(_prediction.Inputs);
        body[_schema.Fields[0].Name] = new JsonObject();
        var errors = new FieldErrors();
        TransactionJson.Read(JsonSerializer.SerializeToUtf8Bytes(body), _schema, errors);
        return (body, errors);
    }

    // The first few fields have contributions; those of the others are 0.
    private Explanation Explain()
    {
        double[] contributions = [-0.5, 0.25, -0.125];
        var reasons = _schema.Fields.Select(
            (field, i) => new Reason(field, _prediction.Inputs[i], i < contributions.Length ? contributions[i] : 0)).ToList();
        return new(LogOdds - reasons.Sum(reason => reason.Contribution), [.. reasons], LogOdds);
    }
}
