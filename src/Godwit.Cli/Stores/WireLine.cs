using System.Text;

namespace Godwit.Cli;

/// <summary>A line of the wire as it comes in parts; bytes that cannot be printed are shown escaped, and what is over the bound is left out.</summary>
internal sealed class WireLine
{
    private const int MaxCharacters = 4_096;
    private readonly StringBuilder _line = new();

    /// <summary>Takes the next bytes and gives each line that they end to <paramref name="whole"/>.</summary>
    public void Add(ReadOnlySpan<byte> part, Action<string> whole)
    {
        foreach (var octet in part)
        {
            if (octet == (byte)'\n')
            {
                whole(_line.ToString());
                _line.Clear();
            }
            else if (octet != (byte)'\r' && _line.Length < MaxCharacters) Add(octet);
        }
    }

    private void Add(byte octet)
    {
        if (octet is >= 0x20 and < 0x7F) _line.Append((char)octet);
        else _line.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
    }
}
