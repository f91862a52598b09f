using System.Buffers;
using System.Text;

namespace Godwit.Imap;

/// <summary>STATUS (RFC 9051 section 6.3.11). Its value is null when the server said OK and nothing else.</summary>
public sealed class StatusCommand : ImapCommand<MailboxStatus?>
{
    private readonly string _folder;
    private readonly StatusItems _items;
    private MailboxStatus? _status;

    /// <summary>Asks for these counters of this folder (its wire name).</summary>
    public StatusCommand(string folder, StatusItems items)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (_folder, _items) = (folder, items);
    }

    /// <inheritdoc/>
    public override string Name => "STATUS";

    internal override void Write(CommandWriter writer)
    {
        writer.Raw("STATUS "u8).Name(_folder).Raw(" "u8);
        WriteItems(writer, _items);
    }

    internal override bool Wants(UntaggedKind kind) => kind == UntaggedKind.Status && _status is null;

    internal override void Read(UntaggedKind kind, uint number, ImapReader reader) => _status = ReadStatus(reader);

    internal override MailboxStatus? Result(ImapStatus ok) => _status;

    internal static void WriteItems(CommandWriter writer, StatusItems items)
    {
        writer.Raw("("u8);
        var first = true;
        foreach (var (item, name) in Names)
        {
            if ((items & item) == 0) continue;
            if (!first) writer.Raw(" "u8);
            writer.Raw(name);
            first = false;
        }
        writer.Raw(")"u8);
    }

    // mailbox-data =/ "STATUS" SP mailbox SP "(" [status-att-list] ")"
    internal static MailboxStatus ReadStatus(ImapReader reader)
    {
        var status = new MailboxStatus { Name = reader.ExpectName() };
        reader.ExpectSpace();
        reader.Expect((byte)'(');
        reader.SkipSpaces();
        while (!reader.Take((byte)')'))
        {
            var item = Encoding.Latin1.GetString(reader.ExpectAtom()).ToUpperInvariant();
            reader.ExpectSpace();
            status = ReadItem(status, item, reader);
            reader.SkipSpaces();
        }
        return status;
    }

    private static readonly SearchValues<byte> ObjectIdBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    private static readonly (StatusItems Item, string Name)[] Names =
    [
        (StatusItems.Messages, "MESSAGES"), (StatusItems.UidNext, "UIDNEXT"), (StatusItems.UidValidity, "UIDVALIDITY"), (StatusItems.HighestModSeq, "HIGHESTMODSEQ"),
        (StatusItems.Size, "SIZE"), (StatusItems.MailboxId, "MAILBOXID"), (StatusItems.AppendLimit, "APPENDLIMIT"),
    ];

    private static MailboxStatus ReadItem(MailboxStatus status, string item, ImapReader reader)
    {
        if (item == "MAILBOXID") return status with { MailboxId = MailboxId(reader) };
        if (!reader.AtDigit())
        {
            reader.SkipValue();   // APPENDLIMIT NIL (RFC 7889), and servers that write NIL for counters they do not have
            return status;
        }
        var number = reader.ExpectNumber();
        return item switch
        {
            "MESSAGES" => status with { Messages = number },
            "UIDNEXT" => status with { UidNext = Bounded(number) },
            "UIDVALIDITY" => status with { UidValidity = Bounded(number) },
            "HIGHESTMODSEQ" => status with { HighestModSeq = (ulong)number },
            "SIZE" => status with { Size = number },
            "APPENDLIMIT" => status with { AppendLimit = number },
            _ => status,
        };
    }

    // RFC 8474: "MAILBOXID" SP "(" objectid ")" ; objectid = 1*255(ALPHA / DIGIT / "_" / "-"); anything else identifies nothing.
    private static string? MailboxId(ImapReader reader)
    {
        if (reader.Peek() == (byte)'(') return ObjectId(reader.ExpectFlagList());
        reader.SkipValue();
        return null;
    }

    private static string? ObjectId(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= 255 && text.IndexOfAnyExcept(ObjectIdBytes) < 0 ? Encoding.ASCII.GetString(text) : null;

    private static uint Bounded(long number) => number <= uint.MaxValue ? (uint)number : throw ImapConnectionException.Violation("The server sent a number of more than 32 bits as a uid.");
}
