using System.Text;

namespace Godwit.Imap;

/// <summary>Reads capability-data (RFC 9051): "CAPABILITY" *(SP capability).</summary>
internal static class CapabilityLine
{
    /// <summary>Reads names up to the end of the line.</summary>
    internal static ImapCapabilities Read(ImapReader reader)
    {
        var names = new List<string>();
        reader.SkipSpaces();
        while (!reader.AtLineEnd())
        {
            Add(names, reader.ExpectAtom());
            reader.SkipSpaces();
        }
        return new ImapCapabilities(names);
    }

    /// <summary>Reads names up to "]".</summary>
    internal static ImapCapabilities ReadCode(ImapReader reader)
    {
        var names = new List<string>();
        while (reader.Peek() != (byte)']')
        {
            Add(names, reader.ExpectCodeAtom());
            reader.SkipSpaces();
        }
        return new ImapCapabilities(names);
    }

    private static void Add(List<string> names, ReadOnlySpan<byte> name)
    {
        if (names.Count == Limits.ListEntries) throw ImapConnectionException.Violation("The server names too many capabilities.");
        names.Add(Encoding.Latin1.GetString(name));
    }
}
