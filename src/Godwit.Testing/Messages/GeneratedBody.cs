using System.Globalization;
using System.Text;

namespace Godwit.Testing;

/// <summary>A header, then one block of seeded lines over and over, cut off at the wanted length.</summary>
internal sealed class GeneratedBody : MessageBody
{
    private const int LineLength = 76;
    private const int LinesInBlock = 840;
    private readonly byte[] _header;
    private readonly byte[] _block;

    public GeneratedBody(long length, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 256);
        Length = length;
        _header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"From: generator@example.org\r\nSubject: {length} bytes from seed {seed}\r\nMessage-ID: <g{seed}.{length}@example.org>\r\n\r\n"));
        _block = Block(new Random(seed));
    }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> into)
    {
        CheckRange(offset, into.Length);
        while (into.Length > 0)
        {
            var piece = PieceAt(offset);
            var count = Math.Min(piece.Length, into.Length);
            piece[..count].CopyTo(into);
            into = into[count..];
            offset += count;
        }
    }

    private ReadOnlySpan<byte> PieceAt(long offset) =>
        offset < _header.Length ? _header.AsSpan((int)offset) : _block.AsSpan((int)((offset - _header.Length) % _block.Length));

    private static byte[] Block(Random random)
    {
        var block = new byte[(LineLength + 2) * LinesInBlock];
        for (var line = 0; line < LinesInBlock; line++)
        {
            var text = block.AsSpan(line * (LineLength + 2), LineLength + 2);
            random.GetItems("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8, text[..LineLength]);
            "\r\n"u8.CopyTo(text[LineLength..]);
        }
        return block;
    }
}
