using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>Search keys (RFC 9051 section 6.4.4) as predicates over a message and its sequence number; keys side by side must all hold.</summary>
internal static class SearchKeys
{
    public delegate bool Key(TestMessage message, int sequence);

    public static Key Read(ImapSession session)
    {
        var key = ReadOne(session);
        while (session.Input.Try(' '))
        {
            var (left, right) = (key, ReadOne(session));
            key = (m, s) => left(m, s) && right(m, s);
        }
        return key;
    }

    private static Key ReadOne(ImapSession session)
    {
        var input = session.Input;
        if (input.Try('('))
        {
            var inner = Read(session);
            input.Expect(')');
            return inner;
        }
        var word = input.Keyword();
        if (char.IsAsciiDigit(word[0]) || word[0] == '*') return InSet(session, word, byUid: false);
        return Flag(word) ?? WithArgument(session, word);
    }

    private static Key? Flag(string word)
    {
        if (word == "ALL") return (_, _) => true;
        var wanted = !word.StartsWith("UN", StringComparison.Ordinal);
        return Enum.TryParse<SystemFlags>(wanted ? word : word[2..], ignoreCase: true, out var flag) && Enum.IsDefined(flag) && flag != SystemFlags.None
            ? (m, _) => m.Flags.System.HasFlag(flag) == wanted
            : null;
    }

    private static Key WithArgument(ImapSession session, string word)
    {
        var input = session.Input;
        input.Space();
        switch (word)
        {
            case "UID": return InSet(session, input.Word(), byUid: true);
            case "NOT": return Not(ReadOne(session));
            case "OR": return Or(session);
            case "LARGER": return BySize(input.Number(), larger: true);
            case "SMALLER": return BySize(input.Number(), larger: false);
            case "KEYWORD" or "UNKEYWORD": return ByKeyword(input.Word(), word == "KEYWORD");
            case "MODSEQ": return ByModSeq(input.Number());
            case "SINCE" or "BEFORE" or "ON": return ByDate(word, input.AString());
            case "HEADER": return ByHeader(input, input.AString());
            case "SUBJECT" or "FROM" or "TO" or "CC" or "BCC": return Contains(word, input.AString());
            default: throw new BadCommandException($"Unknown search key {word}");
        }
    }

    private static Key InSet(ImapSession session, string text, bool byUid)
    {
        var set = session.Selected.ReadSet(text, byUid);
        return (m, s) => set.Contains(byUid ? m.Uid : (uint)s);
    }

    private static Key Not(Key key) => (m, s) => !key(m, s);

    private static Key Or(ImapSession session)
    {
        var left = ReadOne(session);
        session.Input.Space();
        var right = ReadOne(session);
        return (m, s) => left(m, s) || right(m, s);
    }

    private static Key BySize(ulong bytes, bool larger) => (m, _) => larger ? (ulong)m.Body.Length > bytes : (ulong)m.Body.Length < bytes;

    private static Key ByKeyword(string keyword, bool wanted) => (m, _) => m.Flags.Keywords.Contains(keyword) == wanted;

    private static Key ByModSeq(ulong modSeq) => (m, _) => m.ModSeq >= modSeq;

    private static Key ByDate(string word, string text)
    {
        if (!DateTime.TryParseExact(text, "d-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) throw new BadCommandException("Invalid date");
        return (m, _) => m.Received.ToDateTimeOffset().Date.CompareTo(day) switch { < 0 => word == "BEFORE", 0 => word is "ON" or "SINCE", _ => word == "SINCE" };
    }

    private static Key ByHeader(CommandInput input, string name)
    {
        input.Space();
        return Contains(name, input.AString());
    }

    private static Key Contains(string header, string text) =>
        (m, _) => HeaderFields.Value(m.Body, header) is { } value && value.Contains(text, StringComparison.OrdinalIgnoreCase);
}
