using System.Text;

namespace FraudWeb.Tests.Support;

/// <summary>The lines that a process has written so far. Its two streams are read on threads of their own.</summary>
internal sealed class ProcessOutput
{
    private readonly StringBuilder _lines = new();

    /// <summary>Adds a line; null, the end of a stream, adds nothing.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.AppendLine(line);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.ToString();
        }
    }
}
