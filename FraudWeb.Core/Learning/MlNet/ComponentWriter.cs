using System.Text;

namespace FraudWeb.Core.Learning.MlNet;

/// <summary>
/// Writes an entry <c>Model.key</c> of an ML.NET model, byte for byte as ML.NET does: a header of 256 bytes, the component's own bytes,
/// its strings, the name of the assembly, and a tail. The layout is that of <c>ModelHeader</c> in ML.NET's source.
/// </summary>
internal sealed class ComponentWriter : IDisposable
{
    private const ulong Head = 0x4C45444F4D004C4D;
    private const ulong Tail = 0x4D4C004D4F44454C;
    private const int HeaderLength = 256;
    private const int LoaderLength = 24;
    private const uint HeaderVersion = 0x00010002;

    private readonly Component _component;
    private readonly MemoryStream _stream = new();
    private readonly List<string> _strings = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    public ComponentWriter(Component component)
    {
        _component = component;
        Body = new(_stream, Encoding.UTF8, leaveOpen: true);
        _stream.SetLength(HeaderLength);
        _stream.Position = HeaderLength;
    }

    /// <summary>Receives the component's own bytes.</summary>
    public BinaryWriter Body { get; }

    /// <summary>Writes a string as its number in the entry's table, or -1 for null.</summary>
    public void WriteString(string? text)
    {
        var id = -1;
        if (text is not null && !_ids.TryGetValue(text, out id))
        {
            id = _strings.Count;
            _ids.Add(text, id);
            _strings.Add(text);
        }

        Body.Write(id);
    }

    /// <summary>Completes the entry and returns its bytes.</summary>
    public byte[] ToArray()
    {
        Body.Flush();
        var bodyLength = _stream.Length - HeaderLength;
        var (tableStart, tableLength, textLength) = WriteStrings();
        var name = Encoding.Unicode.GetBytes($"{_component.Assembly}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51");
        var nameStart = _stream.Position;
        Body.Write(name);
        var tailStart = _stream.Position;
        Body.Write(Tail);
        var end = _stream.Position;

        _stream.Position = 0;
        Body.Write(Head);
        Body.Write(HeaderVersion);
        Body.Write(HeaderVersion);
        foreach (var place in (long[])[HeaderLength, bodyLength, tableStart, tableLength, tableStart + tableLength, textLength])
        {
            Body.Write(place);
        }

        Body.Write(Encoding.ASCII.GetBytes(_component.Signature.Replace(' ', '\0')));
        Body.Write(_component.Version);
        Body.Write(_component.ReadableVersion);
        Body.Write(Encoding.ASCII.GetBytes(_component.Loader.PadRight(LoaderLength, '\0')));
        Body.Write(Encoding.ASCII.GetBytes(_component.OldLoader.PadRight(LoaderLength, '\0')));
        Body.Write(tailStart);
        Body.Write(end);
        Body.Write(nameStart);
        Body.Write(name.Length);
        Body.Flush();
        return _stream.ToArray();
    }

    public void Dispose()
    {
        Body.Dispose();
        _stream.Dispose();
    }

    /// <summary>Writes the table of the strings' ends, then their characters; nothing if there are none.</summary>
    private (long Start, long Length, long TextLength) WriteStrings()
    {
        if (_strings.Count == 0)
        {
            return default;
        }

        var (start, end) = (_stream.Position, 0L);
        foreach (var text in _strings)
        {
            Body.Write(end += text.Length * sizeof(char));
        }

        foreach (var text in _strings)
        {
            Body.Write(Encoding.Unicode.GetBytes(text));
        }

        return (start, (long)_strings.Count * sizeof(long), end);
    }
}
