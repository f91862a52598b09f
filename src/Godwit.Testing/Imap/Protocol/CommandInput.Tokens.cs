using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>Elements of the grammar (RFC 9051 section 9), read from the present piece.</summary>
internal sealed partial class CommandInput
{
    private const int MaxStringLiteral = 65_536;

    public int Peek() => _at < _lineLength ? _line[_at] : -1;

    public bool Try(char c)
    {
        if (Peek() != c) return false;
        _at++;
        return true;
    }

    public void Expect(char c)
    {
        if (!Try(c)) throw new BadCommandException($"Expected '{c}' at '{OtherSideText.Show(Rest)}'");
    }

    public void Space() => Expect(' ');

    public void ExpectEnd()
    {
        if (!AtEnd) throw new BadCommandException($"Unexpected '{OtherSideText.Show(Rest)}'");
    }

    /// <summary>Everything up to a space, a parenthesis or the end; perhaps nothing.</summary>
    public string OptionalWord()
    {
        var rest = _line.AsSpan(_at, _lineLength - _at);
        var end = rest.IndexOfAny(" ()"u8);
        var word = end < 0 ? rest : rest[..end];
        _at += word.Length;
        return Encoding.UTF8.GetString(word);
    }

    /// <summary>Everything up to a space, a parenthesis or the end; at least one character.</summary>
    public string Word() => OptionalWord() is { Length: > 0 } word ? word : throw new BadCommandException("Missing argument");

    /// <summary>A word in capitals.</summary>
    public string Keyword() => Word().ToUpperInvariant();

    /// <summary>True, and passed over, when this word comes next, in any case.</summary>
    public bool TryKeyword(string word)
    {
        if (_lineLength - _at < word.Length) return false;
        var next = _line.AsSpan(_at, word.Length);
        if (!Ascii.EqualsIgnoreCase(next, word)) return false;
        if (_at + word.Length < _lineLength && _line[_at + word.Length] is not ((byte)' ' or (byte)'(' or (byte)')')) return false;
        _at += word.Length;
        return true;
    }

    /// <summary>Atom, quoted string or literal.</summary>
    public string AString() => Peek() switch
    {
        '"' => Quoted(),
        '{' => Encoding.UTF8.GetString(StringLiteral()),
        _ => Word(),
    };

    public ulong Number() => ulong.TryParse(Word(), out var number) ? number : throw new BadCommandException("Expected a number");

    /// <summary>A list of words in parentheses, which may be empty.</summary>
    public List<string> Words()
    {
        Expect('(');
        var words = new List<string>();
        while (!Try(')'))
        {
            if (words.Count > 0) Space();
            words.Add(Peek() is '"' or '{' ? AString() : Word());
        }
        return words;
    }

    /// <summary>
    /// The announcement of a literal, passed over. When it is plain and not understood its bytes will be taken for commands, as by a real server.
    /// </summary>
    public LiteralAnnouncement LiteralStart()
    {
        var binary = Try('~');
        var text = Peek() == '{' ? Rest : "";
        if (text.Length < 3 || LiteralAnnouncement.Read(text, binary) is not { } literal) throw new BadCommandException("Expected a literal");
        if (literal.IsPlain && MaxPlainLiteral < 0) throw new BadCommandException("Non-synchronising literals are not offered");
        _at = _lineLength;
        return literal;
    }

    /// <summary>Lets the client send a literal, if it waits for that.</summary>
    public void Accept(LiteralAnnouncement literal)
    {
        if (literal.IsPlain) return;
        replies.Line("+ OK");
        replies.Flush();
    }

    /// <summary>Goes behind a literal: to the next piece of the same command.</summary>
    public void AfterLiteral()
    {
        if (!NextLine()) throw new SessionOverException();
        Continued?.Invoke(Rest);
    }

    private byte[] StringLiteral()
    {
        var literal = LiteralStart();
        if (literal.Length > MaxStringLiteral)
        {
            if (literal.IsPlain) Skip(literal.Length);
            throw new BadCommandException("Literal too long");
        }
        Accept(literal);
        var bytes = new byte[literal.Length];
        Read(bytes);
        AfterLiteral();
        return bytes;
    }

    private string Quoted()
    {
        var bytes = new List<byte>();
        for (_at++; _at < _lineLength; _at++)
        {
            if (_line[_at] == '"')
            {
                _at++;
                return Encoding.UTF8.GetString([.. bytes]);
            }
            if (_line[_at] == '\\' && _at + 1 < _lineLength) _at++;
            bytes.Add(_line[_at]);
        }
        throw new BadCommandException("Unterminated string");
    }
}
