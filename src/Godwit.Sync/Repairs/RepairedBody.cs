using System.Buffers;

namespace Godwit.Sync;

/// <summary>
/// A message's bytes as they pass through repairs, in bounded memory: at most <see cref="RepairLimits.MaxHeaderBytes"/> of its header block are held, its body never. Deterministic: the same message and
/// the same repairs give the same bytes however the pieces are cut, so a first pass can count (<see cref="CountLength"/>) what a second writes. What needs no repair passes byte for byte.
/// Repairing what was found, twice, is repairing it once. For one message and one thread.
/// </summary>
public sealed class RepairedBody
{
    private readonly Repair _asked;
    private readonly Func<ReadOnlyMemory<byte>> _source;
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly HeaderRepair _header;
    private ReadOnlyMemory<byte> _input;
    private BodyRepair? _body;
    private long _length;
    private bool _sourceIsEmpty;
    private bool _isEnded;

    /// <summary>
    /// The message that <paramref name="source"/> gives, repaired. The source gives pieces that are valid until it is asked again, and an empty one at the end; what it throws passes through.
    /// <see cref="Repair.LongBodyLines"/> encodes every text that can be, long lines or not: ask for it only where <see cref="MessageDamage"/> found them.
    /// </summary>
    public RepairedBody(Repair repairs, Func<ReadOnlyMemory<byte>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_asked, _source) = (repairs, source);
        _header = new HeaderRepair(repairs);
    }

    /// <summary>What has really been changed so far; all of it once the last piece has been given.</summary>
    public Repair Done { get; private set; }

    /// <summary>Bytes of the longest body line so far, as it was before it was encoded.</summary>
    internal long LongestLineBytes => _body?.LongestLineBytes ?? 0;

    /// <summary>True when <see cref="Repair.LongBodyLines"/> could be applied.</summary>
    internal bool CanBecomeQuotedPrintable => _header.CanBecomeQuotedPrintable;

    /// <summary>The next bytes, or an empty piece when all have been given. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> NextPiece()
    {
        if (_asked == Repair.None) return _source();
        _output.ResetWrittenCount();
        while (_output.WrittenCount == 0 && !_isEnded)
        {
            if (_body is null) RepairHeader();
            else RepairSlice(_body);
        }
        _length += _output.WrittenCount;
        return _output.WrittenMemory;
    }

    /// <summary>How many bytes the repaired message has, and what was really repaired in it. Reads the source to its end.</summary>
    public static long CountLength(Repair repairs, Func<ReadOnlyMemory<byte>> source, out Repair done)
    {
        var body = new RepairedBody(repairs, source);
        var length = 0L;
        for (var piece = body.NextPiece(); !piece.IsEmpty; piece = body.NextPiece()) length += piece.Length;
        done = body.Done;
        return length;
    }

    private void RepairHeader()
    {
        var block = ReadHeader(out var isEnded);
        var isWhole = isEnded || _input.IsEmpty;
        var lines = isWhole ? block.Length : block.LastIndexOf((byte)'\n') + 1;
        _header.Run(block[..lines], isEnded, isWhole);
        _output.Write(_header.Block);
        _body = new BodyRepair(_asked, asQuotedPrintable: (_header.Done & Repair.LongBodyLines) != 0);
        _body.Append(_header.BodyStart.Span, _output);
        _body.Append(block[lines..], _output);
        Done = _header.Done | _body.Done;
    }

    /// <summary>Reads up to the blank line, the limit, or the end of the message; only at the end is no input left over.</summary>
    private ReadOnlySpan<byte> ReadHeader(out bool isEnded)
    {
        var block = new ArrayBufferWriter<byte>();
        HeaderEnd end = default;
        for (Refill(); !_input.IsEmpty && !end.IsReached && block.WrittenCount < RepairLimits.MaxHeaderBytes; Refill())
        {
            var room = Math.Min(_input.Length, RepairLimits.MaxHeaderBytes - block.WrittenCount);
            var taken = end.Take(_input.Span[..room]);
            block.Write(_input.Span[..taken]);
            _input = _input[taken..];
        }
        isEnded = end.IsReached;
        return block.WrittenSpan;
    }

    private void RepairSlice(BodyRepair body)
    {
        Refill();
        if (_input.IsEmpty) End(body);
        else
        {
            var slice = _input[..Math.Min(_input.Length, RepairLimits.SliceBytes)];
            body.Append(slice.Span, _output);
            _input = _input[slice.Length..];
        }
        Done |= body.Done;
    }

    private void Refill()
    {
        if (!_input.IsEmpty || _sourceIsEmpty) return;
        _input = _source();
        _sourceIsEmpty = _input.IsEmpty;
    }

    private void End(BodyRepair body)
    {
        _isEnded = true;
        body.Finish(_output);
        if (_length + _output.WrittenCount > 0 || (_asked & Repair.EmptyMessage) == 0) return;
        _output.Write("X-Godwit-Empty: yes\r\n\r\n"u8);
        Done |= Repair.EmptyMessage;
    }
}
