using System.Text;

namespace Godwit.Mail;

/// <summary>One field of a header block, as bytes of the block it was read from (RFC 5322 section 2.2).</summary>
public readonly ref struct HeaderField
{
    private HeaderField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>What stands before the colon, without the space that old programs put there (RFC 5322 section 4.5).</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Everything behind the colon up to the field's last line break, its folds included.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>True when the field has this name; names are compared without case.</summary>
    public bool Is(ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(Name, name);

    /// <summary>Reads a field from its lines; false when they do not begin with a field's name and a colon.</summary>
    public static bool TryRead(ReadOnlySpan<byte> lines, out HeaderField field)
    {
        field = default;
        var colon = lines.IndexOf((byte)':');
        if (colon < 0) return false;
        var name = lines[..colon].TrimEnd(" \t"u8);
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
        field = new HeaderField(name, lines[(colon + 1)..].TrimEnd("\r\n"u8));
        return true;
    }
}
