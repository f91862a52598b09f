using System.Buffers.Binary;
using System.Text;

namespace Godwit.Proxy.Authentication.Ntlm;

/// <summary>The attributes of target information, MS-NLMP section 2.2.2.1.</summary>
internal enum AvId : ushort
{
    End = 0,
    ComputerName = 1,
    DomainName = 2,
    DnsComputerName = 3,
    DnsDomainName = 4,
    Flags = 6,
    Timestamp = 7,
    TargetName = 9,
    ChannelBindings = 10,
}

/// <summary>Writes and reads lists of attributes.</summary>
internal static class AvPairs
{
    /// <summary>The flag in <see cref="AvId.Flags"/> that says that the message carries an integrity code.</summary>
    public const uint HasIntegrityCode = 0x2;

    /// <summary>What the server tells about itself.</summary>
    public static byte[] Write(string domain, string server, DateTimeOffset now)
    {
        var info = new MemoryStream();
        Write(info, AvId.DomainName, Encoding.Unicode.GetBytes(domain));
        Write(info, AvId.ComputerName, Encoding.Unicode.GetBytes(server.Split('.')[0].ToUpperInvariant()));
        Write(info, AvId.DnsDomainName, Encoding.Unicode.GetBytes(domain.ToLowerInvariant()));
        Write(info, AvId.DnsComputerName, Encoding.Unicode.GetBytes(server));
        var time = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(time, now.UtcDateTime.ToFileTimeUtc());
        Write(info, AvId.Timestamp, time);
        Write(info, AvId.End, []);
        return info.ToArray();
    }

    /// <summary>The value of an attribute; empty when it is not there.</summary>
    /// <exception cref="FormatException">The list is cut.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> list, AvId wanted)
    {
        while (list.Length >= 4)
        {
            var (id, length) = ((AvId)BinaryPrimitives.ReadUInt16LittleEndian(list), BinaryPrimitives.ReadUInt16LittleEndian(list[2..]));
            if (id == AvId.End) return [];
            if (length > list.Length - 4) throw new FormatException("target information is cut");
            if (id == wanted) return list.Slice(4, length);
            list = list[(4 + length)..];
        }
        throw new FormatException("target information has no end");
    }

    private static void Write(MemoryStream info, AvId id, ReadOnlySpan<byte> value)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)id);
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)value.Length);
        info.Write(head);
        info.Write(value);
    }
}
