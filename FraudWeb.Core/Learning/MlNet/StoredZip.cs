using System.Text;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>Writes a zip archive with uncompressed entries that all have the same time. Compressed entries, and the platform that
/// <see cref="System.IO.Compression.ZipArchive"/> records, would differ between machines; these bytes don't.</summary>
/// <param name="stream">The destination. Offsets count from its beginning, wherever the archive begins.</param>
internal sealed class StoredZip(Stream stream) : IDisposable
{
    private const uint EntrySignature = 0x04034b50;
    private const uint DirectorySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;

    /// <summary>Readers need version 2.0 of the format.</summary>
    private const ushort NeededVersion = 20;

    /// <summary>1 January 1980, the earliest possible date.</summary>
    private const uint Time = 0x00210000;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);
    private readonly List<(byte[] Name, uint Crc, int Length, uint Offset)> _entries = [];

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its path in ASCII, parts separated by slashes.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var entry = (Encoding.ASCII.GetBytes(name), Crc(content), content.Length, (uint)stream.Position);
        _entries.Add(entry);
        _writer.Write(EntrySignature);
        WriteDescription(entry);
        _writer.Write(entry.Item1);
        _writer.Write(content);
    }

    /// <summary>Writes the directory. Nothing can be added afterwards.</summary>
    public void Finish()
    {
        var start = (uint)stream.Position;
        foreach (var entry in _entries)
        {
            _writer.Write(DirectorySignature);
            _writer.Write(NeededVersion);
            WriteDescription(entry);
            _writer.Write(new byte[10]);
            _writer.Write(entry.Offset);
            _writer.Write(entry.Name);
        }

        var length = (uint)stream.Position - start;
        _writer.Write(EndSignature);
        _writer.Write(0);
        _writer.Write((ushort)_entries.Count);
        _writer.Write((ushort)_entries.Count);
        _writer.Write(length);
        _writer.Write(start);
        _writer.Write((ushort)0);
        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Writes what an entry and its line in the directory share: version, flags, method, time, checksum and lengths.</summary>
    private void WriteDescription((byte[] Name, uint Crc, int Length, uint Offset) entry)
    {
        _writer.Write(NeededVersion);
        _writer.Write(0);
        _writer.Write(Time);
        _writer.Write(entry.Crc);
        _writer.Write(entry.Length);
        _writer.Write(entry.Length);
        _writer.Write((ushort)entry.Name.Length);
        _writer.Write((ushort)0);
    }

    private static uint Crc(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc = CrcTable[(byte)crc ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return crc;
    }
}
