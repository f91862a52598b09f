using System.Buffers.Binary;
using System.Numerics;

namespace Godwit.Store;

/// <summary>
/// A running CRC-32C (RFC 3720 appendix B.4) over the values of a row. It finds what a disk or a stray write did to a row; it is no proof against a forger.
/// </summary>
internal struct Checksum()
{
    private uint _crc = uint.MaxValue;

    /// <summary>The sum of what was added.</summary>
    public readonly uint Value => ~_crc;

    /// <summary>Adds a number.</summary>
    public void Add(long value) => _crc = BitOperations.Crc32C(_crc, (ulong)value);

    /// <summary>Adds bytes and their number, so that two values side by side cannot be told as others.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        var crc = _crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var rest in bytes) crc = BitOperations.Crc32C(crc, rest);
        _crc = crc;
    }

    /// <summary>Adds the absence of a value.</summary>
    public void AddNull() => Add(-1);
}
