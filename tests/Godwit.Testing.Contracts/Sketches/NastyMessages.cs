using System.Text;

namespace Godwit.Testing.Contracts;

/// <summary>Messages that have broken other tools, by name.</summary>
public static class NastyMessages
{
    private const string Header = "From: anna@example.org\r\nSubject: nasty\r\n\r\n";

    /// <summary>Their names, for theories.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names() => All.Keys.Select(name => new TheoryDataRow<string>(name));

    /// <summary>The message of this name.</summary>
    public static SketchedMessage Named(string name) => new(All[name](), default, new ReceivedDate(1_300_000_000, -300));

    /// <summary>Whether a store with these limits has to take the message.</summary>
    public static bool IsTakenBy(MessageLimits limits, SketchedMessage message) =>
        (limits.AcceptsEmptyMessages || message.Bytes.Length > 0)
        && (limits.AcceptsNul || !message.Bytes.Contains((byte)0))
        && message.Bytes.Length <= (limits.MaxMessageBytes ?? long.MaxValue);

    private static readonly Dictionary<string, Func<byte[]>> All = new()
    {
        ["no byte at all"] = () => [],
        ["one byte"] = () => "x"u8.ToArray(),
        ["header only"] = () => Ascii("Subject: no blank line\r\n"),
        ["no line break at the end"] = () => Ascii(Header + "cut"),
        ["bare line feeds"] = () => Ascii("From: anna@example.org\nSubject: unix\n\nline one\nline two\n"),
        ["mixed line ends"] = () => Ascii("Subject: mixed\r\n\r\none\ntwo\r\nthree\rfour\r\r\nfive\n\r\n"),
        ["a blank line first"] = () => Ascii("\r\nbody without a header\r\n"),
        ["raw eight-bit header and body"] = () => [.. Ascii("Subject: "), 0xC4, 0xD6, 0xDC, .. Ascii("\r\n\r\n"), .. EveryByte(from: 0x80), .. Ascii("\r\n")],
        ["UTF-8"] = () => Encoding.UTF8.GetBytes("Subject: Grüße 日本語\r\n\r\n😀 décomposé\r\n"),
        ["NUL bytes"] = () => [.. Ascii(Header), 0, 1, 0, .. Ascii("\r\n")],
        ["every other control byte"] = () => [.. Ascii(Header), .. EveryByte(from: 1), .. Ascii("\r\n")],
        ["a line of 50 kB"] = () => Ascii(Header + new string('x', 50_000) + "\r\n"),
        ["a header line of 20 kB"] = () => Ascii("Subject: " + new string('y', 20_000) + "\r\n\r\nbody\r\n"),
        ["dots, From and protocol words"] = () => Ascii(Header + ".\r\n..\r\nFrom here on\r\n>From\r\na1 OK done\r\n* BYE\r\n{10}\r\n)\r\n+ go\r\n"),
        ["a buffer's edge between CR and LF"] = () => Ascii(Header + EdgeBody()),
        ["five megabytes"] = () => Big(5 * 1024 * 1024),
    };

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] EveryByte(int from) => [.. Enumerable.Range(from, 256 - from).Select(b => (byte)b)];

    /// <summary>Puts CR and LF on both sides of every power of two from 4 kB to 256 kB, whatever buffer a store uses.</summary>
    private static string EdgeBody()
    {
        var body = new StringBuilder();
        for (var edge = 4096; edge <= 256 * 1024; edge *= 2) body.Append('z', edge - Header.Length - 1 - body.Length).Append("\r\n");
        return body.ToString();
    }

    /// <summary>Lines of changing length that do not repeat in step with any buffer.</summary>
    private static byte[] Big(int length)
    {
        var bytes = new List<byte>(length + 2_000);
        bytes.AddRange(Ascii(Header));
        for (var line = 0; bytes.Count < length; line++) bytes.AddRange(Ascii(FormattableString.Invariant($"{line}:") + new string((char)('a' + line % 26), line % 997) + "\r\n"));
        return [.. bytes];
    }
}
