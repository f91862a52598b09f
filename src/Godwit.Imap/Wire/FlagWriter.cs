using System.Text;

namespace Godwit.Imap;

/// <summary>Writes flag lists.</summary>
internal static class FlagWriter
{
    private const int LongestKeyword = 1000;
    private static readonly System.Buffers.SearchValues<char> NotInKeywords = System.Buffers.SearchValues.Create("(){%*\"\\]");

    /// <summary>The flags in parentheses. A keyword that could not be an atom (RFC 9051 flag-keyword) is left out: it would change the command's meaning.</summary>
    internal static void Write(ImapWriter writer, MessageFlags flags)
    {
        writer.Write("("u8);
        var first = true;
        WriteSystem(writer, flags.System, SystemFlags.Seen, "\\Seen"u8, ref first);
        WriteSystem(writer, flags.System, SystemFlags.Answered, "\\Answered"u8, ref first);
        WriteSystem(writer, flags.System, SystemFlags.Flagged, "\\Flagged"u8, ref first);
        WriteSystem(writer, flags.System, SystemFlags.Deleted, "\\Deleted"u8, ref first);
        WriteSystem(writer, flags.System, SystemFlags.Draft, "\\Draft"u8, ref first);
        var keywords = flags.Keywords;
        for (var i = 0; i < keywords.Count; i++)
        {
            if (IsSendable(keywords[i])) WriteKeyword(writer, keywords[i], ref first);
        }
        writer.Write(")"u8);
    }

    /// <summary>
    /// True when the keyword can stand in a command: an atom, with one backslash in front for a flag extension, without <c>]</c>, which some servers refuse.
    /// </summary>
    internal static bool IsSendable(string keyword)
    {
        var name = keyword.StartsWith('\\') ? keyword.AsSpan(1) : keyword;
        return name.Length is > 0 and <= LongestKeyword && name.IndexOfAnyExceptInRange('!', '~') < 0 && name.IndexOfAny(NotInKeywords) < 0;
    }

    private static void WriteKeyword(ImapWriter writer, string keyword, ref bool first)
    {
        Span<byte> name = stackalloc byte[LongestKeyword + 1];
        WriteWord(writer, name[..Encoding.ASCII.GetBytes(keyword, name)], ref first);
    }

    private static void WriteSystem(ImapWriter writer, SystemFlags flags, SystemFlags flag, ReadOnlySpan<byte> name, ref bool first)
    {
        if ((flags & flag) != 0) WriteWord(writer, name, ref first);
    }

    private static void WriteWord(ImapWriter writer, ReadOnlySpan<byte> name, ref bool first)
    {
        if (!first) writer.Write(" "u8);
        writer.Write(name);
        first = false;
    }
}
