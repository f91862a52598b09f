using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Godwit.Diagnostics.Addresses;

/// <summary>A run of addresses of one family, both ends included.</summary>
internal readonly record struct AddressSpan(AddressFamily Family, UInt128 First, UInt128 Last)
{
    /// <summary>The addresses of a network.</summary>
    public static AddressSpan Of(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var first = bytes.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
        var hostBits = bytes.Length * 8 - network.PrefixLength;
        return new AddressSpan(network.BaseAddress.AddressFamily, first, hostBits == 128 ? UInt128.MaxValue : first + (UInt128.One << hostBits) - 1);
    }

    /// <summary>The spans of one family in order, those that touch joined.</summary>
    public static List<AddressSpan> Join(IEnumerable<AddressSpan> spans)
    {
        var joined = new List<AddressSpan>();
        foreach (var span in spans.OrderBy(span => span.Family).ThenBy(span => span.First))
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Family == span.Family && span.First <= last.Last + (last.Last == UInt128.MaxValue ? 0u : 1u)) joined[^1] = last with { Last = UInt128.Max(last.Last, span.Last) };
            else joined.Add(span);
        }
        return joined;
    }

    /// <summary>True when all addresses of the other are in this one.</summary>
    public bool Contains(AddressSpan other) => Family == other.Family && First <= other.First && Last >= other.Last;
}
