using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace FraudWeb.Core.Schema;

/// <summary>Gives the text of a CSV file, unpacked when it is gzip, and refuses what is no text in UTF-8.</summary>
internal static class CsvStream
{
    private const int Buffer = 256 * 1024;
    private const int Sample = 4096;

    /// <summary>Looks at the first bytes, whatever the file is called, so that standard input may be gzip too.</summary>
    /// <exception cref="CsvException">The content is no CSV text.</exception>
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
        // A pipe reader can look without taking. What it reads ahead is bounded by its buffer.
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: Buffer));
        var result = pipe.ReadAtLeastAsync(Sample).AsTask().GetAwaiter().GetResult();
        head = result.Buffer.Slice(0, Math.Min(Sample, result.Buffer.Length)).ToArray();
        pipe.AdvanceTo(result.Buffer.Start);
        return pipe.AsStream();
    }
}
