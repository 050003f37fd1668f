using System.Buffers.Binary;
using System.Security.Cryptography;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Core.Models;

/// <summary>The <c>.fraudmodel</c> file: one model with everything that its scores depend on. The same model makes the same bytes, and a
/// model read back gives the same bits.</summary>
/// <remarks>8 bytes <c>FRAUDMDL</c>, the format's version as a 32-bit number, the SHA-256 of everything after it, then the content:
/// <see cref="ModelFileContent"/>. Numbers are little-endian.</remarks>
public static class ModelFile
{
    /// <summary>How file names end.</summary>
    public const string Extension = ".fraudmodel";

    /// <summary>The largest file that is read or written, in bytes.</summary>
    public const int MaxBytes = 256 << 20;

    private const int FormatVersion = 1;
    private const int HashStart = 12;
    private const int ContentStart = HashStart + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "FRAUDMDL"u8;

    /// <summary>The file of a model.</summary>
    /// <returns>The bytes, and the hash of their content in hexadecimal.</returns>
    /// <exception cref="ModelFileException">The model is too large for a file.</exception>
    public static (byte[] Bytes, string Hash) ToBytes(FraudModel model)
    {
        using var stream = new MemoryStream();
        stream.SetLength(ContentStart);
        stream.Position = ContentStart;
        ModelFileContent.Write(stream, model);
        if (stream.Length > MaxBytes)
        {
            throw new ModelFileException($"The model takes {stream.Length:N0} bytes, but a model file has at most {MaxBytes:N0}; train fewer or smaller trees.");
        }

        var bytes = stream.ToArray();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length), FormatVersion);
        SHA256.HashData(bytes.AsSpan(ContentStart), bytes.AsSpan(HashStart));
        return (bytes, HashOf(bytes));
    }

    /// <summary>Writes a model's file. Until it is complete and on disk, nothing stands under its name, or what stood there before.</summary>
    /// <returns>The hash of its content in hexadecimal.</returns>
    public static string Write(string path, FraudModel model)
    {
        var (bytes, hash) = ToBytes(model);
        Write(path, bytes);
        return hash;
    }

    /// <summary>Reads a model file. Nothing of it is looked at before its hash has been found right.</summary>
    /// <returns>The model, and the hash of its content in hexadecimal.</returns>
    /// <exception cref="ModelFileException">The file can't be read, was changed or cut, or is none.</exception>
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
    /// <exception cref="ModelFileException">They were changed or cut, or are no model file.</exception>
    public static (FraudModel Model, string Hash) Read(byte[] bytes)
    {
        RequireSize(bytes.Length);
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new ModelFileException("This is no model file: it does not begin with FRAUDMDL.");
        }

        if (bytes.Length < ContentStart)
        {
            throw new ModelFileException($"The model file is cut off after {bytes.Length} bytes; fetch it again.");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        if (version != FormatVersion)
        {
            throw new ModelFileException(version > FormatVersion
                ? $"The model file has format {version}, but this FraudWeb reads up to {FormatVersion}; use a newer FraudWeb."
                : $"The model file names a format, {version}, that does not exist: it is damaged.");
        }

        if (!SHA256.HashData(bytes.AsSpan(ContentStart)).AsSpan().SequenceEqual(bytes.AsSpan(HashStart, SHA256.HashSizeInBytes)))
        {
            throw new ModelFileException("The model file was changed or cut off after it was written: its SHA-256 does not match; fetch it again.");
        }

        using var content = new MemoryStream(bytes, ContentStart, bytes.Length - ContentStart, writable: false);
        return (ModelFileContent.Read(content), HashOf(bytes));
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
