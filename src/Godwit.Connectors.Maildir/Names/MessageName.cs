namespace Godwit.Connectors.Maildir;

/// <summary>
/// A message's file name taken apart: <c>base:2,LETTERS</c>. The base is the message's identity in its folder, whatever happens to its flags. Every name has a base and letters;
/// damaged ones (edge case 37) are read for what they must have been, and none is refused:
/// <c>host2,S</c> (colon lost), <c>host;2,S</c> and <c>host!2,S</c> (colon exchanged on other file systems), <c>host:2,:2,S</c> (written twice), <c>:2,S</c> (no base).
/// </summary>
internal readonly ref struct MessageName
{
    private readonly ReadOnlySpan<byte> _name;

    private MessageName(ReadOnlySpan<byte> name, int baseLength, FlagLetters letters, int restAt)
    {
        _name = name;
        BaseLength = baseLength;
        Letters = letters;
        _restAt = restAt;
    }

    private readonly int _restAt;

    /// <summary>How many bytes of the name are its base.</summary>
    public int BaseLength { get; }

    public FlagLetters Letters { get; }

    /// <summary>The identity.</summary>
    public ReadOnlySpan<byte> Base => _name[..BaseLength];

    /// <summary>What stands behind the letters (other programs' own additions, from a comma on); kept when we rename.</summary>
    public ReadOnlySpan<byte> Rest => _name[_restAt..];

    public static MessageName Parse(ReadOnlySpan<byte> name)
    {
        var colon = name.IndexOf(":2,"u8);
        if (colon >= 0) return WithLetters(name, colon, colon + 3);
        colon = name.IndexOf((byte)':');
        return colon >= 0 ? new MessageName(name, colon, default, name.Length) : Damaged(name);
    }

    private static MessageName WithLetters(ReadOnlySpan<byte> name, int baseLength, int at)
    {
        var bits = 0UL;
        while (true)
        {
            if (name[at..].StartsWith(":2,"u8)) { at += 3; continue; }
            if (at == name.Length || !char.IsAsciiLetter((char)name[at])) break;
            bits |= FlagLetters.Of((char)name[at++]).Bits;
        }
        return new MessageName(name, baseLength, new FlagLetters(bits), at);
    }

    // Without a colon: flags are what ends the name as "2," and letters only, so that ",S=123" and ",W=123" never are.
    private static MessageName Damaged(ReadOnlySpan<byte> name)
    {
        var info = name.LastIndexOf("2,"u8);
        if (info <= 0) return new MessageName(name, name.Length, default, name.Length);
        foreach (var letter in name[(info + 2)..])
        {
            if (!char.IsAsciiLetter((char)letter)) return new MessageName(name, name.Length, default, name.Length);
        }
        var separated = name[info - 1] is (byte)';' or (byte)'!' or (byte)'-' or (byte)'_';
        return WithLetters(name, separated ? info - 1 : info, info + 2);
    }

    /// <summary>Writes the name that the message has with other letters; answers its length, or zero when it would be too long.</summary>
    public int WriteWith(FlagLetters letters, Span<byte> target)
    {
        var length = BaseLength + 3 + letters.Count + Rest.Length;
        if (length > FileNames.MaxLength) return 0;
        Base.CopyTo(target);
        ":2,"u8.CopyTo(target[BaseLength..]);
        var written = letters.Write(target[(BaseLength + 3)..]);
        Rest.CopyTo(target[(BaseLength + 3 + written)..]);
        return length;
    }

    /// <summary>The number behind <c>,S=</c> (bytes of the file) or <c>,W=</c> (bytes with CRLF); -1 when there is none. Only ever a hint.</summary>
    public long SizeHint(byte letter)
    {
        var rest = Base;
        while (true)
        {
            var comma = rest.IndexOf((byte)',');
            if (comma < 0) return -1;
            rest = rest[(comma + 1)..];
            if (rest.Length > 2 && rest[0] == letter && rest[1] == (byte)'=') return Digits.Read(rest[2..], out _);
        }
    }

    /// <summary>The seconds since 1970 with which the base begins; -1 when it does not begin so.</summary>
    public long Seconds => DeliveryTime(Base, out _);

    /// <summary>Seconds and microseconds with which a base begins (<c>1700000000.M123456P1...</c>); -1 where they are missing. For ordering and dating.</summary>
    public static long DeliveryTime(ReadOnlySpan<byte> baseName, out long microseconds)
    {
        microseconds = 0;
        var seconds = Digits.Read(baseName, out var length);
        if (length is < 9 or > 11 || length == baseName.Length || baseName[length] is not ((byte)'.' or (byte)'_')) return -1;
        var rest = baseName[(length + 1)..];
        if (rest.Length > 1 && rest[0] == (byte)'M') microseconds = Math.Max(0, Digits.Read(rest[1..], out _));
        return seconds;
    }
}
