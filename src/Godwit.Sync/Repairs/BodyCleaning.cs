using System.Buffers;

namespace Godwit.Sync;

/// <summary>Takes NUL bytes, bare line feeds and stray carriage returns out of a body as it passes; where the pieces are cut makes no difference.</summary>
internal sealed class BodyCleaning(Repair asked)
{
    private readonly bool _takesNul = (asked & Repair.NulBytes) != 0;
    private readonly bool _completesLineFeeds = (asked & Repair.BareLineFeeds) != 0;
    private readonly bool _takesReturns = (asked & Repair.BareCarriageReturns) != 0;
    private int _returnsHeldBack;

    internal Repair Done { get; private set; }

    internal void Append(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        while (!piece.IsEmpty)
        {
            var run = _takesNul ? piece.IndexOfAny((byte)'\0', (byte)'\r', (byte)'\n') : piece.IndexOfAny((byte)'\r', (byte)'\n');
            if (run < 0) run = piece.Length;
            if (run > 0)
            {
                ReleaseReturns(output);
                output.Write(piece[..run]);
            }
            if (run == piece.Length) return;
            AppendSpecial(piece[run], output);
            piece = piece[(run + 1)..];
        }
    }

    internal void Finish(IBufferWriter<byte> output) => ReleaseReturns(output);

    private void AppendSpecial(byte special, IBufferWriter<byte> output)
    {
        if (special == (byte)'\0') Done |= Repair.NulBytes;
        else if (special == (byte)'\n') EndLine(output);
        else
        {
            if (_returnsHeldBack == RepairLimits.MaxCarriageReturns) ReleaseReturns(output);
            _returnsHeldBack++;
        }
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        if (_returnsHeldBack == 0)
        {
            if (_completesLineFeeds) Done |= Repair.BareLineFeeds;
            output.Write(_completesLineFeeds ? "\r\n"u8 : "\n"u8);
            return;
        }
        _returnsHeldBack--;
        if (_takesReturns && _returnsHeldBack > 0) { Done |= Repair.BareCarriageReturns; _returnsHeldBack = 0; }
        ReleaseReturns(output);
        output.Write("\r\n"u8);
    }

    /// <summary>Carriage returns that no line feed follows.</summary>
    private void ReleaseReturns(IBufferWriter<byte> output)
    {
        if (_returnsHeldBack > 0 && _takesReturns) Done |= Repair.BareCarriageReturns;
        for (; _returnsHeldBack > 0; _returnsHeldBack--) output.Write(_takesReturns ? "\r\n"u8 : "\r"u8);
    }
}
