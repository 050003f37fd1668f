using FraudWeb.Core.Schema;

namespace FraudWeb.Cli;

/// <summary>A file that a command reads, or standard input under the name <c>-</c>.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly Stream _content;
    private readonly string _name;

    private InputFile(string name, Stream content) => (_name, _content) = (name, content);

    /// <summary>The share of the file that has been read, 0 to 1; null if the length is unknown.</summary>
    public double? Share => _content is FileStream { CanSeek: true, Length: > 0 } file ? (double)file.Position / file.Length : null;

    public static InputFile Open(string path) =>
        path == "-" ? new("standard input", Console.OpenStandardInput())
        : Directory.Exists(path) ? throw new CommandException($"{path}: is a folder; name a file in it")
        : !File.Exists(path) ? throw new CommandException($"{path}: there is no such file")
        : new(path, File.OpenRead(path));

    public CsvRows Rows() => new(_content, _name);

    public byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        _content.CopyTo(bytes);
        return bytes.ToArray();
    }

    public void Dispose() => _content.Dispose();
}
