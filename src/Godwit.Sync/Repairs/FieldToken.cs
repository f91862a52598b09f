namespace Godwit.Sync;

internal enum FieldTokenKind
{
    Space,
    Word,
    Quoted,
    Special,
}

/// <summary>A piece of a field's value. Together the pieces are the value, byte for byte.</summary>
internal readonly record struct FieldToken(FieldTokenKind Kind, int Start, int Length)
{
    internal static List<FieldToken> ReadAll(ReadOnlySpan<byte> value, FieldGrammar grammar)
    {
        var tokens = new List<FieldToken>();
        for (var at = 0; at < value.Length; at += tokens[^1].Length) tokens.Add(Read(value, at, SpecialsOf(grammar)));
        return tokens;
    }

    private static ReadOnlySpan<byte> SpecialsOf(FieldGrammar grammar) => grammar switch
    {
        FieldGrammar.Addresses => "\"()<>,;:@[]"u8,
        FieldGrammar.Parameters => "\";="u8,
        _ => default,
    };

    private static FieldToken Read(ReadOnlySpan<byte> value, int start, ReadOnlySpan<byte> specials)
    {
        var rest = value[start..];
        if (IsSpace(rest[0])) return new(FieldTokenKind.Space, start, LengthWhile(rest, specials, isSpace: true));
        if (!specials.Contains(rest[0])) return new(FieldTokenKind.Word, start, LengthWhile(rest, specials, isSpace: false));
        var quoted = rest[0] == (byte)'"' ? QuotedLength(rest) : 0;
        return quoted > 0 ? new(FieldTokenKind.Quoted, start, quoted) : new(FieldTokenKind.Special, start, 1);
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static int LengthWhile(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> specials, bool isSpace)
    {
        var length = 1;
        while (length < rest.Length && IsSpace(rest[length]) == isSpace && (isSpace || !specials.Contains(rest[length]))) length++;
        return length;
    }

    /// <summary>Up to the closing quote (RFC 5322 section 3.2.4); 0 when none is near, and then the quote is a character like any other.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> rest)
    {
        for (var i = 1; i < Math.Min(rest.Length, RepairLimits.MaxQuotedBytes); i++)
        {
            if (rest[i] == (byte)'\\') i++;
            else if (rest[i] == (byte)'"') return i + 1;
        }
        return 0;
    }
}
