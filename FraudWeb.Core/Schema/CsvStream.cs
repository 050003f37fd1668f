using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>Opens the text of a CSV file. Decompresses gzip, finds the separator, and rejects anything that is not UTF-8 text.</summary>
internal static class CsvStream
{
    private const int Buffer = 256 * 1024;
    private const int Sample = 4096;

    // The comma first: it wins if another one occurs as often.
    private static readonly byte[] Separators = [.. ",;\t|"u8];

    /// <summary>Detects gzip by the first bytes, not by the file's name, so that standard input may be gzip too.</summary>
    /// <exception cref="CsvException">The content is not CSV text.</exception>
    public static CsvText Text(Stream content, string name)
    {
        var pipe = Peek(content, out var head);
        if (head is [0x1F, 0x8B, ..])
        {
            pipe = Peek(new GZipStream(pipe.AsStream(), CompressionMode.Decompress), out head);
        }

        if (GetTextError(head) is { } why)
        {
            throw new CsvException($"{name}:1: {why}");
        }

        // Spreadsheets write the separator on a line of its own: sep=;
        var mark = head.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (Hint(head.AsSpan(mark), out var hinted) is not (> 0 and var length))
        {
            return new(pipe.AsStream(), Detect(head), 0);
        }

        var start = pipe.ReadAtLeastAsync(mark + length).AsTask().GetAwaiter().GetResult();
        pipe.AdvanceTo(start.Buffer.GetPosition(mark + length));
        return new(pipe.AsStream(), hinted, 1);
    }

    private static string? GetTextError(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "is UTF-16; save it as UTF-8",
        [(byte)'P', (byte)'K', 3, 4, ..] => "is a zip archive or a spreadsheet; save it as CSV in UTF-8, or compress it with gzip",
        _ when head.Contains((byte)0) => "is not text, or not UTF-8; save it as CSV in UTF-8",
        _ => null,
    };

    private static PipeReader Peek(Stream stream, out byte[] head)
    {
        // A pipe reader can peek without consuming. Its buffer bounds how far it reads ahead.
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: Buffer));
        var result = pipe.ReadAtLeastAsync(Sample).AsTask().GetAwaiter().GetResult();
        head = result.Buffer.Slice(0, Math.Min(Sample, result.Buffer.Length)).ToArray();
        pipe.AdvanceTo(result.Buffer.Start);
        return pipe;
    }

    /// <summary>Returns the length of a first line such as <c>sep=;</c>, with its line break; 0 if there is none.</summary>
    private static int Hint(ReadOnlySpan<byte> text, out char separator)
    {
        separator = ',';
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0 || text[..end].Trim((byte)'"') is not [(byte)'s' or (byte)'S', (byte)'e' or (byte)'E', (byte)'p' or (byte)'P',
                (byte)'=', var hinted] || !Separators.Contains(hinted))
        {
            return 0;
        }

        separator = (char)hinted;
        return end + (text[end..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1);
    }

    /// <summary>Returns the separator that occurs most often in the header, outside quotes.</summary>
    private static char Detect(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Separators.Length];
        counts.Clear();
        var isQuoted = false;
        foreach (var letter in text)
        {
            if (!isQuoted && letter is (byte)'\r' or (byte)'\n')
            {
                break;
            }

            isQuoted ^= letter == (byte)'"';
            if (!isQuoted && Separators.AsSpan().IndexOf(letter) is >= 0 and var position)
            {
                counts[position]++;
            }
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        return (char)Separators[best];
    }
}
