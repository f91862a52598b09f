using System.Buffers;

namespace Godwit.Sync;

/// <summary>Repairs a header block stage by stage, each a pure function from bytes to bytes, and remembers which stages changed something.</summary>
internal sealed class HeaderRepair(Repair asked)
{
    private delegate void Stage(ReadOnlySpan<byte> block, IBufferWriter<byte> output);

    private ArrayBufferWriter<byte> _block = new();
    private ArrayBufferWriter<byte> _next = new();

    /// <summary>What was really repaired.</summary>
    internal Repair Done { get; private set; }

    /// <summary>The repaired block.</summary>
    internal ReadOnlySpan<byte> Block => _block.WrittenSpan;

    /// <summary>What was taken for header at first and is body.</summary>
    internal ReadOnlyMemory<byte> BodyStart { get; private set; }

    /// <summary>True when the body may be, or must be, written as quoted-printable.</summary>
    internal bool CanBecomeQuotedPrintable { get; private set; }

    /// <param name="block">The block.</param>
    /// <param name="isEnded">True when its blank line is there.</param>
    /// <param name="isWhole">False when it was cut at the limit.</param>
    internal void Run(ReadOnlySpan<byte> block, bool isEnded, bool isWhole)
    {
        _block.Write(block);
        Try(Repair.NulBytes, HeaderCleaning.TakeOutNul);
        Try(Repair.BareCarriageReturns, HeaderCleaning.TakeOutCarriageReturns);
        Try(Repair.BareLineFeeds, HeaderCleaning.CompleteLineFeeds);
        if (!isEnded && isWhole && _block.WrittenCount > 0) isEnded = Split();
        Try(Repair.BrokenHeaderLines, HeaderStructure.MendLines);
        Try(Repair.RawHeaders, RawHeaderEncoding.Encode);
        Try(Repair.LongHeaderLines, HeaderFolding.Fold);
        CanBecomeQuotedPrintable = isEnded && TransferEncoding.CanBecomeQuotedPrintable(Block);
        if (CanBecomeQuotedPrintable) Try(Repair.LongBodyLines, TransferEncoding.SayQuotedPrintable);
    }

    private bool Split()
    {
        if ((asked & Repair.MissingBlankLine) == 0) return false;
        var start = HeaderStructure.BodyStart(Block);
        BodyStart = Block[start..].ToArray();
        var header = Block[..start].ToArray();
        Try(Repair.MissingBlankLine, (_, output) => HeaderStructure.Close(header, output));
        return true;
    }

    private void Try(Repair repair, Stage stage)
    {
        if ((asked & repair) == 0) return;
        _next.ResetWrittenCount();
        stage(Block, _next);
        if (_next.WrittenSpan.SequenceEqual(Block)) return;
        Done |= repair;
        (_block, _next) = (_next, _block);
    }
}
