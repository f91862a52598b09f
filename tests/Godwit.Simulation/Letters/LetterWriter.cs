using System.Globalization;
using System.Text;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Letters;

/// <summary>Writes letters that are hard to tell apart: many of one size, without Message-ID, with the headers of another one, with a NUL, with bare line feeds, with nothing in them at all.</summary>
internal sealed class LetterWriter(Dice dice)
{
    /// <summary>Larger than what a target with a limit takes.</summary>
    public const int LargeBytes = 3_000;

    private string _header = "From: anna@example.test\r\nSubject: the first\r\n\r\n";

    public byte[] Write(int number)
    {
        var kind = dice.Between(1, 100);
        if (kind == 1) return [];
        if (kind > 12) _header = Header(number, withId: kind > 32);
        var body = Body(number, kind == 2 ? LargeBytes : 64 * dice.Between(1, 4));
        if (kind is 3 or 4) body = body.Replace("kept", "ke\0t", StringComparison.Ordinal);
        var text = _header + body;
        return Encoding.ASCII.GetBytes(kind is 5 or 6 ? text.Replace("\r\n", "\n", StringComparison.Ordinal) : text);
    }

    /// <summary>Of a length that does not depend on the number.</summary>
    private static string Header(int number, bool withId) => string.Create(CultureInfo.InvariantCulture,
        $"From: anna@example.test\r\nTo: berta@example.test\r\nSubject: number {number / 10:D5}\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n")
        + (withId ? string.Create(CultureInfo.InvariantCulture, $"Message-ID: <{number:D6}@example.test>\r\n\r\n") : "X-Mailer: one that forgets its numbers\r\n\r\n");

    private static string Body(int number, int length)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"This is {number:D6}, to be kept.\r\n");
        return text + new string('.', Math.Max(0, length - text.Length)) + "\r\n";
    }
}
