using System.Text;

namespace FraudWeb.Display;

/// <summary>Prepares text from outside for display. Razor encodes it; this shows characters that change the reading order.</summary>
public static class UserText
{
    /// <summary>Replaces every directional formatting character (Unicode UAX #9) by text such as <c>[U+202E]</c>: an id ending in
    /// <c>gnp.exe</c> must not be displayed as <c>exe.png</c>. Right-to-left letters need no marks and stay as they are.</summary>
    public static string Show(string text)
    {
        if (!text.AsSpan().ContainsAny(Marks))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var letter in text)
        {
            _ = Marks.Contains(letter) ? shown.Append("[U+").Append(((int)letter).ToString("X4", null)).Append(']') : shown.Append(letter);
        }

        return shown.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Marks =
        System.Buffers.SearchValues.Create("\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");
}
