using System.Buffers;

namespace Godwit.Sync;

/// <summary>Repairs a body as it passes and measures its lines.</summary>
internal sealed class BodyRepair(Repair asked, bool asQuotedPrintable)
{
    private readonly BodyCleaning _cleaning = new(asked);
    private readonly QuotedPrintable? _encoding = asQuotedPrintable ? new() : null;
    private readonly ArrayBufferWriter<byte> _clean = new();
    private long _lineBytes;

    internal Repair Done => _cleaning.Done;

    /// <summary>Bytes of the longest line before it was encoded, line break and carriage returns not counted.</summary>
    internal long LongestLineBytes { get; private set; }

    internal void Append(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        _clean.ResetWrittenCount();
        _cleaning.Append(piece, _clean);
        Pass(output);
    }

    internal void Finish(IBufferWriter<byte> output)
    {
        _clean.ResetWrittenCount();
        _cleaning.Finish(_clean);
        Pass(output);
        _encoding?.Finish(output);
    }

    private void Pass(IBufferWriter<byte> output)
    {
        Measure(_clean.WrittenSpan);
        if (_encoding is null) output.Write(_clean.WrittenSpan);
        else _encoding.Append(_clean.WrittenSpan, output);
    }

    private void Measure(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var feed = text.IndexOf((byte)'\n');
            var line = feed < 0 ? text : text[..feed];
            _lineBytes += line.Length - line.Count((byte)'\r');
            LongestLineBytes = Math.Max(LongestLineBytes, _lineBytes);
            if (feed < 0) return;
            _lineBytes = 0;
            text = text[(feed + 1)..];
        }
    }
}
