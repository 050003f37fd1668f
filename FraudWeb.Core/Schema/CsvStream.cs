using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace FraudWeb.Core.Schema;

/// <summary>Opens the text of a CSV file. Decompresses gzip, and rejects anything that is not UTF-8 text.</summary>
internal static class CsvStream
{
    private const int Buffer = 256 * 1024;
    private const int Sample = 4096;

    /// <summary>Detects gzip by the first bytes, not by the file's name, so that standard input may be gzip too.</summary>
    /// <exception cref="CsvException">The content is not CSV text.</exception>
    public static Stream Text(Stream content, string name)
    {
        var stream = Peek(content, out var head);
        if (head is [0x1F, 0x8B, ..])
        {
            stream = Peek(new GZipStream(stream, CompressionMode.Decompress), out head);
        }

        return GetTextError(head) is { } why ? throw new CsvException($"{name}:1: {why}") : stream;
    }

    private static string? GetTextError(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "is UTF-16; save it as UTF-8",
        [(byte)'P', (byte)'K', 3, 4, ..] => "is a zip archive or a spreadsheet; save it as CSV in UTF-8, or compress it with gzip",
        _ when head.Contains((byte)0) => "is not text, or not UTF-8; save it as CSV in UTF-8",
        _ => null,
    };

    private static Stream Peek(Stream stream, out byte[] head)
    {
        // A pipe reader can peek without consuming. Its buffer bounds how far it reads ahead.
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: Buffer));
        var result = pipe.ReadAtLeastAsync(Sample).AsTask().GetAwaiter().GetResult();
        head = result.Buffer.Slice(0, Math.Min(Sample, result.Buffer.Length)).ToArray();
        pipe.AdvanceTo(result.Buffer.Start);
        return pipe.AsStream();
    }
}
