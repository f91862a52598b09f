using System.Text;

namespace Godwit.Testing.Imap;

/// <summary>What servers do to messages that are appended, for <see cref="Misbehaviour.RewritesOnAppend"/>.</summary>
public static class Rewriting
{
    /// <summary>Puts a header line before all others, as mbsync (<c>X-TUID</c>) and virus scanners do.</summary>
    public static Func<byte[], byte[]> AddHeader(string name, string value)
    {
        var line = Encoding.UTF8.GetBytes($"{name}: {value}\r\n");
        return message => [.. line, .. message];
    }

    /// <summary>Exchanges the value of the first header of that name; a message without it stays as it is.</summary>
    public static Func<byte[], byte[]> ReplaceHeader(string name, Func<string, string> value) => message =>
    {
        var text = Encoding.Latin1.GetString(message);
        var header = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length;
        var start = ("\r\n" + text[..header]).IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return message;
        var from = start + name.Length + 1;
        var to = text.IndexOf("\r\n", from, StringComparison.Ordinal);
        return to < 0 ? message : Encoding.Latin1.GetBytes($"{text[..from]} {value(text[from..to].Trim())}{text[to..]}");
    };
}
