using System.Buffers;

namespace Godwit.Sync;

/// <summary>Encodes text as quoted-printable as it passes (RFC 2045 section 6.7): line breaks stay line breaks (as CRLF), all else is encoded where it must be.</summary>
internal sealed class QuotedPrintable
{
    private int _column;
    private byte _spaceHeldBack;        // a space or tab that may end a line; 0 for none
    private bool _returnHeldBack;       // a carriage return behind it that may belong to a line break

    internal void Append(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        foreach (var b in piece)
        {
            if (b == (byte)'\n') EndLine(output);
            else if (b == (byte)'\r' && !_returnHeldBack) _returnHeldBack = true;
            else
            {
                Release(output);
                if (b is (byte)' ' or (byte)'\t') _spaceHeldBack = b;
                else if (b == (byte)'\r') _returnHeldBack = true;
                else Write(b, b is >= (byte)'!' and <= (byte)'~' and not (byte)'=', output);
            }
        }
    }

    /// <summary>Writes what was held back.</summary>
    internal void Finish(IBufferWriter<byte> output)
    {
        if (_returnHeldBack) Release(output);
        else ReleaseSpace(isLineEnd: true, output);
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        _returnHeldBack = false;
        ReleaseSpace(isLineEnd: true, output);
        output.Write("\r\n"u8);
        _column = 0;
    }

    /// <summary>A carriage return that ends no line is data.</summary>
    private void Release(IBufferWriter<byte> output)
    {
        ReleaseSpace(isLineEnd: false, output);
        if (_returnHeldBack) Write((byte)'\r', isLiteral: false, output);
        _returnHeldBack = false;
    }

    /// <summary>Rule 3: white space stands for itself unless a line ends with it.</summary>
    private void ReleaseSpace(bool isLineEnd, IBufferWriter<byte> output)
    {
        if (_spaceHeldBack != 0) Write(_spaceHeldBack, isLiteral: !isLineEnd, output);
        _spaceHeldBack = 0;
    }

    private void Write(byte b, bool isLiteral, IBufferWriter<byte> output)
    {
        var width = isLiteral ? 1 : 3;
        if (_column + width > RepairLimits.MaxQuotedPrintableBytes)
        {
            output.Write("=\r\n"u8);
            _column = 0;
        }
        if (isLiteral) output.Write([b]);
        else output.Write([(byte)'=', EncodedWordWriter.HexDigits[b >> 4], EncodedWordWriter.HexDigits[b & 15]]);
        _column += width;
    }
}
