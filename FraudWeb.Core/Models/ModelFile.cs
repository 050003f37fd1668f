using System.Buffers.Binary;
using System.Security.Cryptography;
using FraudWeb.Core.Learning.MlNet;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Models;

/// <summary>The <c>.fraudmodel</c> file: one model with everything that its scores depend on. The same model gives the same bytes, and a
/// model that is read back gives the same scores, bit for bit.</summary>
/// <remarks>8 bytes <c>FRAUDMDL</c>, the format's version as a 32-bit number, and the SHA-256 of everything after it. In format 2 follow
/// the lengths of two parts, as 32-bit numbers, and the parts: the content (<see cref="ModelFileContent"/>), and the same model
/// as a zip archive of ML.NET, whose offsets count from the file's beginning, so that <c>mlContext.Model.Load</c> opens the file. FraudWeb
/// never loads the archive: it compares it with the one that it would write itself. Format 1 has only the content. Its models compute
/// probabilities in double precision; the models of format 2 do not. Numbers are little-endian.</remarks>
public static class ModelFile
{
    /// <summary>The file name extension.</summary>
    public const string Extension = ".fraudmodel";

    /// <summary>The maximum file size for reading and writing, in bytes.</summary>
    public const int MaxBytes = 256 << 20;

    private const int OldFormat = 1;
    private const int NewFormat = 2;
    private const int HashStart = 12;
    private const int HashEnd = HashStart + SHA256.HashSizeInBytes;
    private const int LengthsLength = 2 * sizeof(int);

    private static ReadOnlySpan<byte> Magic => "FRAUDMDL"u8;

    /// <summary>Returns the format of a model's file: 1 for a model that was read from a file of format 1, else 2.</summary>
    public static int FormatOf(FraudModel model) => model.Calibration.IsDouble ? OldFormat : NewFormat;

    /// <summary>Returns the file of a model.</summary>
    /// <returns>The bytes, and the hash of their content in hexadecimal.</returns>
    /// <exception cref="ModelFileException">The model is too large for a file, or ML.NET can't express it.</exception>
    public static (byte[] Bytes, string Hash) ToBytes(FraudModel model)
    {
        var contentStart = FormatOf(model) == OldFormat ? HashEnd : HashEnd + LengthsLength;
        using var stream = new MemoryStream();
        stream.SetLength(contentStart);
        stream.Position = contentStart;
        ModelFileContent.Write(stream, model);
        var zipStart = (int)stream.Length;
        if (FormatOf(model) == NewFormat)
        {
            WriteZip(stream, model);
        }

        if (stream.Length > MaxBytes)
        {
            throw new ModelFileException(
                $"The model takes {stream.Length:N0} bytes, but a model file has at most {MaxBytes:N0}; train fewer or smaller trees.");
        }

        var bytes = stream.ToArray();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length), FormatOf(model));
        if (FormatOf(model) == NewFormat)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HashEnd), zipStart - contentStart);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HashEnd + sizeof(int)), bytes.Length - zipStart);
        }

        SHA256.HashData(bytes.AsSpan(HashEnd), bytes.AsSpan(HashStart));
        return (bytes, HashOf(bytes));
    }

    /// <summary>Returns the model as an archive of ML.NET, a separate file for <c>mlContext.Model.Load</c>.</summary>
    /// <exception cref="ModelFileException">ML.NET can't express the model.</exception>
    public static byte[] ToMlNet(FraudModel model)
    {
        using var stream = new MemoryStream();
        WriteZip(stream, model);
        return stream.ToArray();
    }

    /// <summary>Describes the steps of the model's ML.NET pipeline.</summary>
    public static IReadOnlyList<string> DescribeMlNet(FraudModel model) => ModelZip.Describe(model);

    /// <summary>Writes a model's file atomically: until it is complete and on disk, the path has the previous file or none.</summary>
    /// <returns>The hash of its content in hexadecimal.</returns>
    public static string Write(string path, FraudModel model)
    {
        var (bytes, hash) = ToBytes(model);
        Write(path, bytes);
        return hash;
    }

    /// <summary>Reads a model file. Its hash is verified before anything else is read.</summary>
    /// <returns>The model, and the hash of its content in hexadecimal.</returns>
    /// <exception cref="ModelFileException">The file can't be read, was changed or truncated, or is not a model file.</exception>
    public static (FraudModel Model, string Hash) Read(string path)
    {
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            RequireSize(file.Length);
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The model file {path} can't be read: {e.Message}", e);
        }
        catch (ModelFileException e)
        {
            throw new ModelFileException($"{path}: {e.Message}", e);
        }

        try
        {
            return Read(bytes);
        }
        catch (ModelFileException e)
        {
            throw new ModelFileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a model file's bytes.</summary>
    /// <exception cref="ModelFileException">The bytes were changed or truncated, or are not a model file.</exception>
    public static (FraudModel Model, string Hash) Read(byte[] bytes)
    {
        RequireSize(bytes.Length);
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new ModelFileException("This is not a model file: it does not begin with FRAUDMDL.");
        }

        if (bytes.Length < HashEnd)
        {
            throw new ModelFileException($"The model file is truncated after {bytes.Length} bytes; fetch it again.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        if (version is not (OldFormat or NewFormat))
        {
            throw new ModelFileException(version > NewFormat
                ? $"The model file has format {version}, but this FraudWeb reads up to {NewFormat}; use a newer FraudWeb."
                : $"The model file is damaged: its format, {version}, does not exist.");
        }

        if (!SHA256.HashData(bytes.AsSpan(HashEnd)).AsSpan().SequenceEqual(bytes.AsSpan(HashStart, SHA256.HashSizeInBytes)))
        {
            throw new ModelFileException(
                "The model file was changed or truncated after it was written: its SHA-256 does not match; fetch it again.");
        }

        return (
            version == OldFormat ? ReadContent(bytes, HashEnd, bytes.Length - HashEnd, isDouble: true) : ReadParts(bytes), HashOf(bytes));
    }

    private static FraudModel ReadParts(byte[] bytes)
    {
        const int contentStart = HashEnd + LengthsLength;
        if (bytes.Length < contentStart)
        {
            throw new ModelFileException($"The model file is truncated after {bytes.Length} bytes; fetch it again.");
        }

        var contentLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(HashEnd));
        var zipLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(HashEnd + sizeof(int)));
        if (contentLength < 0 || zipLength < 0 || (long)contentStart + contentLength + zipLength != bytes.Length)
        {
            throw new ModelFileException(
                $"The model file claims parts of {contentLength} and {zipLength} bytes, but has {bytes.Length - contentStart} for both.");
        }

        // The hash proves only that the file is intact, not who made it. The archive that ML.NET would load must be exactly that of the
        // checked model.
        var model = ReadContent(bytes, contentStart, contentLength, isDouble: false);
        return ToBytes(model).Bytes.AsSpan(contentStart + contentLength).SequenceEqual(bytes.AsSpan(contentStart + contentLength)) ? model
            : throw new ModelFileException("The model file's ML.NET part is not the one of its model; fetch it from where it was trained.");
    }

    private static FraudModel ReadContent(byte[] bytes, int start, int length, bool isDouble)
    {
        using var content = new MemoryStream(bytes, start, length, writable: false);
        return ModelFileContent.Read(content, isDouble);
    }

    private static void WriteZip(Stream stream, FraudModel model)
    {
        try
        {
            ModelZip.Write(stream, model);
        }
        catch (NotSupportedException e)
        {
            throw new ModelFileException($"The model can't be written as one of ML.NET: {e.Message}", e);
        }
    }

    internal static void Write(string path, byte[] bytes)
    {
        var unfinished = path + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes.Slice(HashStart, SHA256.HashSizeInBytes));

    private static void RequireSize(long length)
    {
        if (length > MaxBytes)
        {
            throw new ModelFileException($"The model file has {length:N0} bytes, at most {MaxBytes:N0} are read.");
        }
    }
}
