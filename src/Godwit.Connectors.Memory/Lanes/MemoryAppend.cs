namespace Godwit.Connectors.Memory;

/// <summary>One append call: gathers messages from the feed into groups and commits them.</summary>
internal sealed class MemoryAppend(MemoryLane lane, Folder folder, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation)
{
    private readonly List<PendingMessage> _group = [];
    private long _groupBytes;
    private Fault? _refusal;
    private bool _isCommitting;

    private int MaxGroupMessages => lane.Mailbox.Options.AtomicGroups ? options.MaxGroupMessages : 1;

    public void Run(IMessageFeed feed)
    {
        try
        {
            while (feed.MoveNext()) Take(feed.Current);
            Flush();
        }
        catch (Exception exception)
        {
            // A folder that changed between two groups leaves the lane whole; whatever strikes within a message leaves half a message on the way.
            if (!_isCommitting || exception is not FaultException { Fault.Reach: <= Reach.Folder }) lane.Close();
            throw;
        }
    }

    private void Take(OutgoingMessage message)
    {
        cancellation.ThrowIfCancellationRequested();
        var length = message.Length;
        if (_group.Count > 0 && _groupBytes + length > options.MaxGroupBytes) Flush();
        var refusal = lane.Mailbox.WhyRefused(lane.Side, message);
        var content = refusal is null ? ReadBody(message, length, ref refusal) : MemoryContent.Of("");
        _group.Add(new PendingMessage(message.Ticket, content, message.Flags, message.Received));
        _refusal ??= refusal;
        _groupBytes += length;
        if (_group.Count >= MaxGroupMessages || _groupBytes >= options.MaxGroupBytes) Flush();
    }

    private MemoryContent ReadBody(OutgoingMessage message, long length, ref Fault? refusal)
    {
        using var sink = BodySink.For(lane.Mailbox.Options, length);
        var given = 0L;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lane.At(MemoryStep.WritingPiece, LaneCall.Append, folder.Path);
            var piece = message.NextPiece();
            if (piece.IsEmpty) break;
            given += piece.Length;
            if (given > length) throw Refusal.WrongLength(length, given);
            sink.Write(piece.Span);
            if (!lane.Mailbox.Options.Traits.Limits.AcceptsNul && piece.Span.Contains((byte)0))
                refusal = new Fault(ConnectorFaults.MessageRefused, lane.Side, "A message with a NUL byte is refused.");
        }
        if (given != length) throw Refusal.WrongLength(length, given);
        return sink.Finish();
    }

    private void Flush()
    {
        if (_group.Count == 0) return;
        _isCommitting = true;
        if (_refusal is { } refusal) Refuse(refusal);
        else Commit();
        _isCommitting = false;
        _group.Clear();
        (_groupBytes, _refusal) = (0, null);
    }

    private void Refuse(Fault refusal)
    {
        foreach (var message in _group) outcomes.Refused(message.Ticket, refusal, _group.Count);
    }

    private void Commit()
    {
        var twist = lane.At(MemoryStep.GroupCommitting, LaneCall.Append, folder.Path, messages: _group.Count);
        if (twist?.Kind == TwistKind.CommitLate) lane.Mailbox.CommitLate(folder, options.Generation, _group, twist.Operations);
        if (twist?.Kind == TwistKind.CommitLate) throw lane.LoseAnswer();
        var uid = lane.Mailbox.Commit(lane.Side, folder, options.Generation, _group);
        if (twist?.Kind == TwistKind.LoseAnswer) throw lane.LoseAnswer();
        var after = lane.At(MemoryStep.GroupCommitted, LaneCall.Append, folder.Path, messages: _group.Count);
        var tells = lane.Mailbox.Options.Traits.Reports.NewUids && twist?.Kind != TwistKind.HideUids && after?.Kind != TwistKind.HideUids;
        foreach (var message in _group) outcomes.Stored(message.Ticket, tells ? uid++ : null);
    }
}
