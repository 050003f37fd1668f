namespace FraudWeb.Core.Schema;

/// <summary>Texts that other programs write for a missing value. In CSV they are read as an empty cell where a number or a flag is
/// expected, in a label too. A category may have such a choice: NA is also the code of Namibia.</summary>
internal static class MissingText
{
    private static readonly string[] Texts = ["NA", "N/A", "#N/A", "NULL", "NaN", @"\N", "None"];

    /// <summary>Returns whether a text without outer spaces is one of them, in upper or lower case.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        // All have two to four characters, and none begins like a number.
        if (text.Length is < 2 or > 4 || text[0] is not ('N' or 'n' or '#' or '\\'))
        {
            return false;
        }

        foreach (var missing in Texts)
        {
            if (text.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
