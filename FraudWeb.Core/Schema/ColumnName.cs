namespace FraudWeb.Core.Schema;

/// <summary>What the name of a column says about its values. A first file shows too few of them: an amount that happened to be whole, or
/// a count that was never above 1.</summary>
internal sealed class ColumnName
{
    private static readonly string[] Flags =
    [
        "is", "has", "had", "was", "flag", "flagged", "foreign", "mismatch", "mismatched", "match", "matched", "matches", "international",
        "recurring", "weekend", "holiday", "night", "blocked", "verified", "authenticated", "valid", "present", "proxy", "vpn", "online",
    ];

    private static readonly string[] Counts =
    [
        "count", "counts", "cnt", "num", "number", "nb", "qty", "quantity", "attempts", "installments", "hour", "minute", "second",
        "weekday", "month", "year", "step", "day",
    ];

    private static readonly string[] Transactions =
        ["transaction", "trans", "trx", "txn", "tx", "payment", "psp", "order", "event", "charge", "operation", "authorization", "auth"];

    private static readonly string[] Times =
        ["timestamp", "time", "datetime", "date", "when", "ts", "at", "dt", "booked", "created", "occurred"];

    // Times of other things than the transaction, or from after it.
    private static readonly string[] OtherTimes =
    [
        "dob", "birth", "birthday", "birthdate", "born", "expiry", "expires", "expiration", "exp", "until", "opened", "open", "signup",
        "registered", "registration", "joined", "updated", "modified", "settled", "settlement", "chargeback", "dispute", "disputed",
        "reported", "refund", "refunded", "closed", "label", "labelled", "labeled", "ingestion",
    ];

    private readonly List<string> _words;

    public ColumnName(string name) => _words = Words(name);

    /// <summary>Whether 0 and 1 are no and yes, and not the first two of many numbers.</summary>
    public bool SaysFlag => Has(Flags);

    /// <summary>Whether the values are counted, so that they are whole tomorrow too.</summary>
    public bool SaysCount => Has(Counts);

    /// <summary>Whether the values identify something.</summary>
    public bool SaysId => _words is [.., "id" or "uuid" or "guid"] || (_words is [.., "reference" or "ref"] && SaysTransaction);

    /// <summary>Whether it is about the transaction itself, not its customer, card or merchant.</summary>
    public bool SaysTransaction => Has(Transactions) || _words is ["id" or "uuid" or "guid"];

    /// <summary>Whether the values are times.</summary>
    public bool SaysTime => Has(Times) || SaysOtherTime;

    /// <summary>Whether the values are times, but not of the transaction.</summary>
    public bool SaysOtherTime => Has(OtherTimes);

    private bool Has(string[] words) => _words.Exists(word => words.Contains(word, StringComparer.Ordinal));

    // transaction_id, TransactionID, Transaction Id: two words each.
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var isEnd = at == name.Length || !char.IsLetter(name[at]);
            if (isEnd || (at > start && char.IsUpper(name[at]) && char.IsLower(name[at - 1])))
            {
                if (at > start)
                {
                    words.Add(name[start..at].ToLowerInvariant());
                }

                start = isEnd ? at + 1 : at;
            }
        }

        return words;
    }
}
