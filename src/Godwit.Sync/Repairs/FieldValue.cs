using System.Buffers;
using System.Text;

namespace Godwit.Sync;

/// <summary>A field's value cut into words, and the way to write its 8-bit words as encoded words while everything else stays byte for byte.</summary>
internal readonly ref struct FieldValue
{
    private readonly ReadOnlySpan<byte> _value;
    private readonly FieldGrammar _grammar;
    private readonly List<FieldToken> _tokens;

    internal FieldValue(ReadOnlySpan<byte> value, FieldGrammar grammar)
    {
        _value = value;
        _grammar = grammar;
        _tokens = FieldToken.ReadAll(value, grammar);
    }

    internal void Encode(HeaderCharset charset, IBufferWriter<byte> output)
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (!IsRaw(i)) { output.Write(TextOf(i)); continue; }
            var last = LastOfRun(i);
            WriteRun(i, last, charset, output);
            i = last;
        }
    }

    /// <summary>8-bit words with nothing but space between them become one text: decoders drop the space between two encoded words.</summary>
    private int LastOfRun(int first)
    {
        var last = first;
        while (_grammar != FieldGrammar.Parameters && IsSpace(last + 1) && IsRaw(last + 2)) last += 2;
        return last;
    }

    private void WriteRun(int first, int last, HeaderCharset charset, IBufferWriter<byte> output)
    {
        var text = new ArrayBufferWriter<byte>();
        if (IsSpace(first - 1) && IsEncodedWord(first - 2)) WritePlain(first - 1, text);    // that space would be dropped too, so it is said twice
        for (var i = first; i <= last; i++) WritePlain(i, text);
        if (IsSpace(last + 1) && IsEncodedWord(last + 2)) WritePlain(last + 1, text);

        var mark = _grammar == FieldGrammar.Parameters ? "\""u8 : default;
        if (_grammar == FieldGrammar.Addresses && NeedsSpace(first - 1, "(<@"u8)) output.Write(" "u8);
        output.Write(mark);
        EncodedWordWriter.Write(text.WrittenSpan, charset, output);
        output.Write(mark);
        if (_grammar == FieldGrammar.Addresses && NeedsSpace(last + 1, ")>@"u8)) output.Write(" "u8);
    }

    /// <summary>RFC 2047 section 5: an encoded word in a phrase stands apart from its neighbours; where none may stand at all, inside an address, no space is added.</summary>
    private bool NeedsSpace(int neighbour, ReadOnlySpan<byte> closeNeighbours) =>
        Exists(neighbour) && !IsSpace(neighbour) && !closeNeighbours.Contains(TextOf(neighbour)[0]);

    /// <summary>The words themselves: quotes and escapes taken off, folds undone.</summary>
    private void WritePlain(int index, ArrayBufferWriter<byte> text)
    {
        var bytes = TextOf(index);
        var isQuoted = _tokens[index].Kind == FieldTokenKind.Quoted;
        if (isQuoted) bytes = bytes[1..^1];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (isQuoted && bytes[i] == (byte)'\\' && i + 1 < bytes.Length) i++;
            if (bytes[i] is not ((byte)'\r' or (byte)'\n')) text.Write([bytes[i]]);
        }
    }

    private bool Exists(int index) => index >= 0 && index < _tokens.Count;

    private bool IsSpace(int index) => Exists(index) && _tokens[index].Kind == FieldTokenKind.Space;

    private bool IsRaw(int index) => Exists(index) && !Ascii.IsValid(TextOf(index));

    private bool IsEncodedWord(int index) => Exists(index) && TextOf(index) is var text && text.StartsWith("=?"u8) && text.EndsWith("?="u8);

    private ReadOnlySpan<byte> TextOf(int index) => _value.Slice(_tokens[index].Start, _tokens[index].Length);
}
