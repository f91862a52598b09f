using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Godwit.Network.Dns;

/// <summary>The wire form of questions and answers (RFC 1035 section 4). Answers are untrusted: every length is checked, and pointers in names may only lead back.</summary>
public static class DnsMessage
{
    /// <summary>The most records of an answer that are read.</summary>
    public const int MaxRecords = 256;

    internal const int HeaderLength = 12;
    private const int MaxNameLength = 255;
    private const int MaxPointers = 32;
    private const int InternetClass = 1;
    private static readonly IdnMapping Idn = new();

    /// <summary>A question for one type of record of one name, recursion desired.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or not a host name.</exception>
    public static byte[] WriteQuestion(ushort id, string name, DnsRecordType type)
    {
        var labels = Labels(name);
        var message = new byte[HeaderLength + labels.Sum(label => label.Length + 1) + 1 + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        message[2] = 1; // recursion desired
        message[5] = 1; // one question
        var at = HeaderLength;
        foreach (var label in labels)
        {
            message[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, message.AsSpan(at));
        }
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 1), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 3), InternetClass);
        return message;
    }

    /// <summary>True when a message answers this question: same id, marked as an answer, same question.</summary>
    public static bool Answers(ReadOnlySpan<byte> question, ReadOnlySpan<byte> message) =>
        message.Length >= question.Length && message[..2].SequenceEqual(question[..2]) && (message[2] & 0x80) != 0 && message[4] == 0 && message[5] == 1
        && EqualIgnoringCase(question[HeaderLength..], message[HeaderLength..question.Length]);

    /// <summary>True when the rest of the answer did not fit (RFC 1035 section 4.2.1): it must be asked for again over TCP.</summary>
    public static bool IsTruncated(ReadOnlySpan<byte> message) => message.Length >= HeaderLength && (message[2] & 2) != 0;

    /// <summary>Reads an answer that <see cref="Answers"/> found to be one.</summary>
    public static DnsAnswer Read(ReadOnlySpan<byte> message, DnsRecordType asked)
    {
        try
        {
            var outcome = Outcome(message[3] & 0x0F);
            if (outcome is not (DnsOutcome.Found or DnsOutcome.NoSuchName)) return DnsAnswer.Without(outcome);
            var records = ReadRecords(message);
            // RFC 2308 section 2.1: the name that does not exist may be the one at the end of aliases, which stand in the answer.
            if (outcome == DnsOutcome.NoSuchName) return new DnsAnswer(outcome, records);
            return new DnsAnswer(records.Any(record => TypeOf(record) == asked) ? DnsOutcome.Found : DnsOutcome.NoRecord, records);
        }
        catch (Exception wrong) when (wrong is IndexOutOfRangeException or ArgumentOutOfRangeException or FormatException)
        {
            return DnsAnswer.Without(DnsOutcome.Unreadable);
        }
    }

    private static List<DnsRecord> ReadRecords(ReadOnlySpan<byte> message)
    {
        var count = Math.Min(MaxRecords, (int)BinaryPrimitives.ReadUInt16BigEndian(message[6..]));
        var at = HeaderLength;
        _ = ReadName(message, ref at);
        at += 4;
        var records = new List<DnsRecord>(count);
        for (var i = 0; i < count; i++)
            if (ReadRecord(message, ref at) is { } record) records.Add(record);
        return records;
    }

    // RFC 1035 section 4.1.3: NAME TYPE CLASS TTL RDLENGTH RDATA
    private static DnsRecord? ReadRecord(ReadOnlySpan<byte> message, ref int at)
    {
        var name = ReadName(message, ref at);
        var type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        var timeToLive = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]) & int.MaxValue);
        var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
        var data = at + 10;
        at = data + length;
        return ReadData(message[..at], data, name, timeToLive, (DnsRecordType)type);
    }

    private static DnsRecord? ReadData(ReadOnlySpan<byte> message, int at, string name, TimeSpan timeToLive, DnsRecordType type)
    {
        var data = message[at..];
        switch (type)
        {
            case DnsRecordType.A when data.Length == 4:
            case DnsRecordType.Aaaa when data.Length == 16:
                return new AddressRecord(name, timeToLive, new IPAddress(data));
            case DnsRecordType.Cname:
                return new AliasRecord(name, timeToLive, ReadName(message, ref at));
            case DnsRecordType.Mx:
                at += 2;
                return new MailServerRecord(name, timeToLive, BinaryPrimitives.ReadUInt16BigEndian(data), ReadName(message, ref at));
            case DnsRecordType.Txt:
                return new TextRecord(name, timeToLive, ReadText(data));
            case DnsRecordType.Srv:
                at += 6;
                return new ServiceRecord(name, timeToLive, BinaryPrimitives.ReadUInt16BigEndian(data), BinaryPrimitives.ReadUInt16BigEndian(data[2..]), BinaryPrimitives.ReadUInt16BigEndian(data[4..]), ReadName(message, ref at));
            default:
                return null;
        }
    }

    private static string ReadText(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        for (var at = 0; at < data.Length; at += data[at] + 1) text.Append(Encoding.Latin1.GetString(data.Slice(at + 1, data[at])));
        return text.ToString();
    }

    // RFC 1035 section 4.1.4: labels, ended by a zero or by a pointer to an earlier place.
    private static string ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var next = at;
        for (var pointers = 0; ;)
        {
            var length = message[next];
            if ((length & 0xC0) == 0xC0)
            {
                if (pointers == 0) at = next + 2;
                var target = BinaryPrimitives.ReadUInt16BigEndian(message[next..]) & 0x3FFF;
                if (target >= next || ++pointers > MaxPointers) throw new FormatException();
                next = target;
                continue;
            }
            if (length > 63) throw new FormatException();
            if (length == 0)
            {
                if (pointers == 0) at = next + 1;
                return name.ToString();
            }
            if (name.Length > 0) name.Append('.');
            name.Append(Encoding.Latin1.GetString(message.Slice(next + 1, length)));
            if (name.Length > MaxNameLength) throw new FormatException();
            next += length + 1;
        }
    }

    private static string[] Labels(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var ascii = Ascii(name.TrimEnd('.'));
        var labels = ascii.Split('.');
        if (ascii.Length is 0 or > MaxNameLength - 2 || labels.Any(label => label.Length is 0 or > 63)) throw new ArgumentException($"'{OtherSideText.Show(name)}' is not a host name.", nameof(name));
        return labels;
    }

    // Service names begin with an underscore, which IDNA forbids; they are ASCII already.
    private static string Ascii(string name) => System.Text.Ascii.IsValid(name) ? name : Idn.GetAscii(name);

    private static DnsOutcome Outcome(int code) => code switch
    {
        0 => DnsOutcome.Found,
        2 => DnsOutcome.ServerFailure,
        3 => DnsOutcome.NoSuchName,
        _ => DnsOutcome.Refused,
    };

    private static DnsRecordType TypeOf(DnsRecord record) => record switch
    {
        AddressRecord address => address.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa,
        AliasRecord => DnsRecordType.Cname,
        MailServerRecord => DnsRecordType.Mx,
        TextRecord => DnsRecordType.Txt,
        _ => DnsRecordType.Srv,
    };

    // Some servers answer with the name in their own case; length bytes are below 64 and no letters.
    private static bool EqualIgnoringCase(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(one, other);
}
