using System.Text;

namespace Godwit.Demo.Mail;

/// <summary>Writes messages from a seed: the same seed and number give the same bytes on every machine. Ordinary mail, mail with attachments, and what real mailboxes hold besides.</summary>
internal sealed class MessageWriter(int seed, string owner)
{
    /// <summary>The letter that stands for the keyword in every folder, as <c>dovecot-keywords</c> says.</summary>
    public const string KeywordFile = "0 Project-A\n";

    private static readonly DateTimeOffset First = new(2019, 1, 7, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Words = ["harbour", "ledger", "meeting", "invoice", "garden", "tide", "report", "signal", "winter", "bridge", "copy", "answer", "letter", "rope", "Gr\u00FC\u00DFe", "se\u00F1al", "\u65E5\u7A0B"];
    private static readonly string[] People = ["Ada Reed", "J\u00F6rg Stern", "Mar\u00EDa L\u00F3pez", "\u5C71\u7530 \u82B1\u5B50", "Ola Nyg\u00E5rd", "Newsletter"];
    private static readonly string[] Letters = ["", "S", "S", "S", "RS", "FS", "S", "Sa", "PS"];

    /// <summary>Which kinds of message come again and again, by number.</summary>
    private const int EveryOdd = 11, EveryAttachment = 6, EveryHtml = 3;

    /// <summary>The message of this number.</summary>
    public GeneratedMessage Write(int number)
    {
        var random = Draws(number);
        var received = First.AddMinutes(number * 977L % (6 * 365 * 1_440)).AddSeconds(random.Next(60));
        return new GeneratedMessage(Bytes(number, received, random), Letters[random.Next(Letters.Length)], received);
    }

    private byte[] Bytes(int number, DateTimeOffset sent, Random random)
    {
        if (number % EveryOdd == 10) return Odd(number / EveryOdd, number, sent, random);
        if (number % EveryAttachment == 5) return Encode(WithAttachment(number, sent, random));
        return Encode(number % EveryHtml == 2 ? Html(number, sent, random) : Header(number, sent, random, "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n") + "\n" + Text(random, 400 + random.Next(3_500)));
    }

    // What only looks like a mistake of ours when it is lost: it lies in real mailboxes.
    private byte[] Odd(int kind, int number, DateTimeOffset sent, Random random) => (kind % 7) switch
    {
        0 => Encode("From: scanner@example.net\nSubject: scan\n\nno date, no Message-ID\n"),
        1 => Encode("From: boiler@example.net\nSubject: alarm\n\nThe same text as ever, word for word.\n"),
        2 => [.. Encode(Header(number, sent, random, "X-Raw: ")), .. "gr\u00FC\u00DFe"u8, 0xFC, .. "\n\n8 bit in the header, and no charset says which\n"u8],
        3 => Encode(Header(number, sent, random, "") + "\n" + new string('L', 40_000) + "\n"),
        4 => Encode(Header(number, sent, random, "") + "\na carriage return\ralone, and no line end after this"),
        5 => Encode(Header(number, sent, random, "Date: Fri, 35 Foo 20222 99:99:99 +9900\n") + "\nwhen was that?\n"),
        _ => Encode(Header(number, sent, random, "")),
    };

    private string Header(int number, DateTimeOffset sent, Random random, string more)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"From: {Word(People[random.Next(People.Length)])} <p{random.Next(90)}@example.net>\nTo: {owner}\nSubject: {Word($"{Pick(random)} {Pick(random)} {Pick(random)}")}\n");
        text.Append(CultureInfo.InvariantCulture, $"Date: {sent.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\nMessage-ID: <{seed:x}.{number:x}@example.net>\nMIME-Version: 1.0\n");
        return text.Append(more).ToString();
    }

    // RFC 2047, in base64.
    private static string Word(string text) => text.All(char.IsAscii) ? text : $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";

    private string Html(int number, DateTimeOffset sent, Random random)
    {
        var text = Text(random, 300 + random.Next(2_000));
        return Header(number, sent, random, "Content-Type: multipart/alternative; boundary=\"=-alt\"\n")
            + $"\n--=-alt\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--=-alt\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>{text.Replace("\n", "</p>\n<p>", StringComparison.Ordinal)}</p></body></html>\n--=-alt--\n";
    }

    private string WithAttachment(int number, DateTimeOffset sent, Random random)
    {
        var content = new byte[random.Next(40) == 0 ? 1_500_000 : 5_000 + random.Next(120_000)];
        random.NextBytes(content);
        var lines = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks).Replace("\r", "", StringComparison.Ordinal);
        return Header(number, sent, random, "Content-Type: multipart/mixed; boundary=\"=-mix\"\n")
            + $"\n--=-mix\nContent-Type: text/plain; charset=utf-8\n\n{Text(random, 300)}\n--=-mix\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
            + $"Content-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht-{number.ToString(CultureInfo.InvariantCulture)}.bin\n\n{lines}\n--=-mix--\n";
    }

    private static string Text(Random random, int length)
    {
        var text = new StringBuilder(length + 40);
        for (var line = 0; text.Length < length; line++) text.Append(Pick(random)).Append(line % 9 == 8 ? ".\n" : " ");
        return text.Append('\n').ToString();
    }

    private static string Pick(Random random) => Words[random.Next(Words.Length)];

    private static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    private Random Draws(int number) => new(unchecked(seed * 1_000_003 + number * 31));
}
