using System.Buffers.Binary;

namespace Godwit.Proxy.Protocol;

/// <summary>The eight bytes before a record's header, written.</summary>
internal static class RecordHead
{
    public const byte Critical = 1;

    /// <summary>Writes head and header to where they belong.</summary>
    /// <param name="room">Exactly as long as both.</param>
    /// <param name="kind">What the record is.</param>
    /// <param name="header">Its header.</param>
    /// <param name="bodyLength">How many bytes of body will follow.</param>
    /// <param name="isCritical">False when a reader that does not know the kind may pass it over.</param>
    public static void Write(Span<byte> room, RecordKind kind, ReadOnlySpan<byte> header, int bodyLength, bool isCritical = true)
    {
        (room[0], room[1]) = ((byte)kind, isCritical ? Critical : (byte)0);
        BinaryPrimitives.WriteUInt16LittleEndian(room[2..], (ushort)header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room[4..], bodyLength);
        header.CopyTo(room[WireLimits.HeadBytes..]);
    }
}
