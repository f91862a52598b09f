using System.Text;

namespace Godwit.Diagnostics.Logs;

/// <summary>Keeps one string of each text that keeps coming back: servers, users, reasons. Bounded in number and length, since a log can be filled by strangers.</summary>
internal sealed class TextPool
{
    private const int MaxTexts = 65_536;
    private const int MaxLength = 256;
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public TextPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of these bytes, at most 256 characters of it; a single hyphen is empty.</summary>
    public string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes is [(byte)'-']) return "";
        if (bytes.Length > MaxLength) bytes = bytes[..MaxLength];
        Span<char> letters = stackalloc char[MaxLength];
        var text = letters[..Encoding.UTF8.GetChars(bytes, letters)];
        if (_lookup.TryGetValue(text, out var known)) return known;
        var made = text.ToString();
        if (_texts.Count < MaxTexts) _texts.Add(made);
        return made;
    }
}
