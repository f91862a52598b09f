using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>HEADER.FIELDS and HEADER.FIELDS.NOT (RFC 9051 section 6.4.5.1).</summary>
internal static class HeaderFields
{
    /// <summary>The chosen fields with their folded lines and the closing blank line.</summary>
    public static byte[] Choose(MessageBody body, int headerLength, string section)
    {
        var bytes = new byte[headerLength];
        body.Read(0, bytes);
        var names = section[(section.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        var wanted = !section.StartsWith("HEADER.FIELDS.NOT", StringComparison.Ordinal);
        var chosen = Fields(Encoding.Latin1.GetString(bytes)).Where(f => names.Contains(Name(f)) == wanted);
        return Encoding.Latin1.GetBytes(string.Concat(chosen) + "\r\n");
    }

    /// <summary>The first value of that field with folds removed, or null.</summary>
    public static string? Value(MessageBody body, string name)
    {
        var bytes = new byte[Math.Min(65_536, body.Length)];
        body.Read(0, bytes);
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var field = Fields(end < 0 ? text : text[..(end + 2)]).FirstOrDefault(f => Name(f).Equals(name, StringComparison.OrdinalIgnoreCase));
        return field?[(Name(field).Length + 1)..].Replace("\r\n", "", StringComparison.Ordinal).Trim();
    }

    private static IEnumerable<string> Fields(string header)
    {
        for (var at = 0; at < header.Length;)
        {
            var end = at;
            do
            {
                var feed = header.IndexOf('\n', end);
                end = feed < 0 ? header.Length : feed + 1;
            }
            while (end < header.Length && header[end] is ' ' or '\t');
            var field = header[at..end];
            if (field.Contains(':', StringComparison.Ordinal)) yield return field;
            at = end;
        }
    }

    private static string Name(string field) => field[..field.IndexOf(':', StringComparison.Ordinal)].TrimEnd();
}
