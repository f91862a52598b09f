using System.Globalization;
using System.Text;

namespace Godwit.Imap;

/// <summary>A wire log of whole lines with time and direction; bytes that do not print are escaped.</summary>
public sealed class TextWireLog : IWireLog
{
    private readonly Action<string> _write;
    private readonly TimeProvider _clock;
    private readonly StringBuilder _received = new();
    private readonly StringBuilder _sent = new();

    /// <summary>Gives every line to <paramref name="write"/>, from whichever thread speaks, one call at a time.</summary>
    public TextWireLog(Action<string> write, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(clock);
        (_write, _clock) = (write, clock);
    }

    /// <inheritdoc/>
    public void Received(ReadOnlySpan<byte> part) => Add(_received, "S", part);

    /// <inheritdoc/>
    public void Sent(ReadOnlySpan<byte> part) => Add(_sent, "C", part);

    private void Add(StringBuilder line, string speaker, ReadOnlySpan<byte> part)
    {
        lock (_write)
        {
            foreach (var value in part)
            {
                if (value == (byte)'\n') Finish(line, speaker);
                else if (value is >= 0x20 and < 0x7F) line.Append((char)value);
                else if (value != (byte)'\r') line.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            }
        }
    }

    private void Finish(StringBuilder line, string speaker)
    {
        _write(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetUtcNow():HH:mm:ss.fff} {speaker}: {line}"));
        line.Clear();
    }
}
