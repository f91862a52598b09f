using System.Globalization;
using System.Text;

namespace Godwit.EdgeCases;

/// <summary>Messages as tests speak of them; text is Latin-1, so that any byte can be written.</summary>
internal static class Letters
{
    /// <summary>The moment at which the letter of this number arrived: a minute after the one before.</summary>
    public static ReceivedDate Received(int number) => new(1_700_000_000 + number * 61L, 60);

    /// <summary>A small ordinary letter; its subject is <c>letter N.</c></summary>
    public static byte[] Plain(int number, string body = "Dear Berta,\r\nall is well.\r\n") =>
        Of(string.Create(CultureInfo.InvariantCulture, $"Subject: letter {number}.\r\nMessage-ID: <{number}@example.test>\r\n"), body);

    /// <summary>The same without a Message-ID.</summary>
    public static byte[] WithoutId(int number, string body = "Dear Berta,\r\nall is well.\r\n") =>
        Of(string.Create(CultureInfo.InvariantCulture, $"Subject: letter {number}.\r\n"), body);

    /// <summary>A letter with these further header lines.</summary>
    public static byte[] Of(string header, string body = "Dear Berta,\r\nall is well.\r\n") =>
        Bytes($"From: Anna <anna@example.test>\r\nTo: berta@example.test\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n{header}\r\n{body}");

    /// <summary>A plain letter of exactly this many bytes.</summary>
    public static byte[] Sized(int number, int bytes)
    {
        var letter = Plain(number, "");
        var lines = new StringBuilder(bytes);
        while (letter.Length + lines.Length + 80 < bytes) lines.Append('x', 70).Append("\r\n");
        return [.. letter, .. Bytes(lines + new string('y', bytes - letter.Length - lines.Length - 2) + "\r\n")];
    }

    public static string Text(ReadOnlyMemory<byte> message) => Encoding.Latin1.GetString(message.Span);

    public static byte[] Bytes(string latin) => Encoding.Latin1.GetBytes(latin);
}
