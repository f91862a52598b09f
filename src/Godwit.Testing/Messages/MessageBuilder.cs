using System.Globalization;
using System.Text;

namespace Godwit.Testing;

/// <summary>
/// Makes messages from a seed: the same seed, number and kind give the same bytes on every machine. <c>new MessageBuilder(7).Build(MessageKind.Plain, 3)</c>.
/// </summary>
public sealed class MessageBuilder(int seed)
{
    private const int LargeBytes = 3_000_000;
    private const int LongLineBytes = 50_000;
    private static readonly string[] _words = ["harbour", "ledger", "meeting", "invoice", "garden", "tide", "report", "signal", "winter", "bridge", "copy", "answer", "letter", "rope"];

    /// <summary>How many bytes of text an ordinary message has, about; 3,500 unless set.</summary>
    public int TextBytes { get; init; } = 3_500;

    /// <summary>The message of this number and kind.</summary>
    public byte[] Build(MessageKind kind, int number) => kind switch
    {
        MessageKind.Empty => [],
        MessageKind.HeaderOnly => Bytes(Header(number, id: true) + "\r\n"),
        MessageKind.NoBlankLine => Bytes(Header(number, id: true)),
        MessageKind.NoMessageId => Bytes(Header(number, id: false) + "\r\n" + Text(number)),
        MessageKind.Copy => Bytes(Header(0, id: false) + "\r\n" + Text(0)),
        MessageKind.SameHeader => Bytes(Header(0, id: false) + "\r\n" + Text(number)),
        MessageKind.EightBit => Bytes(Header(number, id: true) + "X-Raw: gr\u00fc\u00dfe\r\n\r\nsch\u00f6ne Gr\u00fc\u00dfe\r\n" + Text(number)),
        MessageKind.Nul => Bytes(Header(number, id: true) + "\r\nbefore\0after\r\n" + Text(number)),
        MessageKind.BareLf => Bytes(Header(number, id: true) + "\r\n" + Text(number).Replace(".\r\n", ".\n", StringComparison.Ordinal) + "end\n"),
        MessageKind.LongLine => Bytes(Header(number, id: true) + "\r\n" + new string('L', LongLineBytes) + "\r\n"),
        MessageKind.Large => Large(number),
        MessageKind.AbsurdDate => Bytes(Header(number, id: true, "Fri, 35 Foo 20222 99:99:99 +9900") + "\r\n" + Text(number)),
        _ => Bytes(Header(number, id: true) + "\r\n" + Text(number)),
    };

    /// <summary>When such a message arrived: some moment of the years 2004 to 2024, with an offset that real mail has.</summary>
    public ReceivedDate Received(int number)
    {
        var random = Draws(number, salt: 2);
        short[] offsets = [0, 60, 120, -300, 330, -210, 765];
        return new ReceivedDate(random.NextInt64(1_072_915_200, 1_735_689_600), offsets[random.Next(offsets.Length)]);
    }

    /// <summary>Flags and keywords that such a message has: most are read, some carry labels.</summary>
    public MessageFlags Flags(int number)
    {
        var random = Draws(number, salt: 3);
        var system = random.Next(4) > 0 ? SystemFlags.Seen : SystemFlags.None;
        if (random.Next(5) == 0) system |= SystemFlags.Answered;
        if (random.Next(8) == 0) system |= SystemFlags.Flagged;
        return random.Next(6) == 0 ? new MessageFlags(system, KeywordSet.Of(random.Next(2) == 0 ? "$Forwarded" : "Project-" + (char)('A' + random.Next(5)))) : new MessageFlags(system);
    }

    private string Header(int number, bool id, string? date = null)
    {
        var random = Draws(number, salt: 0);
        var sent = Received(number).ToDateTimeOffset();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"From: {Word(random)} <{Word(random)}{random.Next(90)}@example.org>\r\n");
        text.Append(CultureInfo.InvariantCulture, $"To: {Word(random)}@example.net\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Subject: {Word(random)} {Word(random)} {Word(random)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"Date: {date ?? sent.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + sent.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)}\r\n");
        if (id) text.Append(CultureInfo.InvariantCulture, $"Message-ID: <{seed:x}.{number:x}.{random.NextInt64():x}@example.org>\r\n");
        return text.Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n").ToString();
    }

    private string Text(int number)
    {
        var random = Draws(number, salt: 1);
        var text = new StringBuilder(TextBytes + 80);
        var line = 0;
        while (text.Length < TextBytes)
        {
            var word = Word(random);
            text.Append(word);
            line += word.Length + 1;
            var ends = line > 64;
            text.Append(ends ? ".\r\n" : " ");
            if (ends) line = 0;
        }
        return text.Append("\r\n").ToString();
    }

    private byte[] Large(int number)
    {
        var content = new byte[LargeBytes];
        Draws(number, salt: 4).NextBytes(content);
        var base64 = Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);
        return Bytes(Header(number, id: true) + "Content-Transfer-Encoding: base64\r\n\r\n" + base64 + "\r\n");
    }

    private Random Draws(int number, int salt) => new(unchecked(seed * 1_000_003 + number * 31 + salt));

    private static string Word(Random random) => _words[random.Next(_words.Length)];

    private static byte[] Bytes(string latin) => Encoding.Latin1.GetBytes(latin);
}
