using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>Modified UTF-7 (RFC 3501 section 5.1.3), written apart from the client library so that an error in one shows in the other.</summary>
internal static class ModifiedUtf7
{
    public static string Encode(string text)
    {
        var result = new StringBuilder();
        var run = new StringBuilder();
        foreach (var c in text)
        {
            if (c is < ' ' or > '~') { run.Append(c); continue; }
            FlushRun(result, run);
            result.Append(c == '&' ? "&-" : c.ToString());
        }
        FlushRun(result, run);
        return result.ToString();
    }

    /// <summary>The text, or null when the name is no valid modified UTF-7.</summary>
    public static string? Decode(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '&') { result.Append(name[i]); continue; }
            var end = name.IndexOf('-', i);
            if (end < 0) return null;
            if (end == i + 1) result.Append('&');
            else if (DecodeRun(name[(i + 1)..end]) is { } run) result.Append(run);
            else return null;
            i = end;
        }
        return result.ToString();
    }

    private static void FlushRun(StringBuilder result, StringBuilder run)
    {
        if (run.Length == 0) return;
        var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(run.ToString()));
        result.Append('&').Append(base64.TrimEnd('=').Replace('/', ',')).Append('-');
        run.Clear();
    }

    private static string? DecodeRun(string run)
    {
        var base64 = run.Replace(',', '/') + new string('=', (4 - run.Length % 4) % 4);
        var bytes = new byte[run.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count % 2 == 0 ? Encoding.BigEndianUnicode.GetString(bytes, 0, count) : null;
    }
}
