using System.Text.RegularExpressions;

namespace FraudWeb.Tests.Schema;

/// <summary>The definition of a card number in a text, written another way and slowly, to hold the search against.</summary>
internal static partial class CardDefinition
{
    public static bool IsIn(string text)
    {
        var rows = Row().Matches(text).ToList();
        for (var first = 0; first < rows.Count; first++)
        {
            for (var last = first; last < rows.Count
                && (last == first || Separator().IsMatch(Between(text, rows[last - 1], rows[last]))); last++)
            {
                var groups = rows[first..(last + 1)].Select(row => Digits(row.Value)).ToList();
                groups[0] = groups[0].TrimStart('0');
                var separators = Enumerable.Range(first + 1, last - first).Select(i => Between(text, rows[i - 1], rows[i])).ToList();
                if (groups[0].Length > 0 && AreSetAsACard(groups, separators) && IsCard(string.Concat(groups)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AreSetAsACard(List<string> groups, List<string> separators) =>
        groups.Count == 1
        || (separators is not ["."]
            && (groups.SkipLast(1).All(group => group.Length >= 3)
                || (groups.SkipLast(1).All(group => group.Length == groups[0].Length) && groups[^1].Length <= groups[0].Length
                && separators.Distinct().Count() == 1)));

    private static bool IsCard(string digits) => Brand().IsMatch(digits)
        && digits.Reverse().Select((digit, i) => i % 2 == 0 ? digit - '0' : ((digit - '0') * 2 / 10) + ((digit - '0') * 2 % 10))
        .Sum() % 10 == 0;

    private static string Between(string text, Match row, Match next) => text[(row.Index + row.Length)..next.Index];

    private static string Digits(string row) =>
        string.Concat(row.EnumerateRunes().Select(digit => (int)System.Text.Rune.GetNumericValue(digit)));

    [GeneratedRegex(@"(\d|\uD835[\uDFCE-\uDFFF])+", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^[ .\u00A0-]\z")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
        + @"|(6011|64[4-9]\d|65\d\d)\d{12,15}|35(2[89]|[3-8]\d)\d{12,15}"
        + @"|3(0[0-5]|[689]\d)\d{11,16}|62\d{14,17}|(50\d\d|5[6-8]\d\d|6304|6759|676\d)\d{8,15})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Brand();
}
