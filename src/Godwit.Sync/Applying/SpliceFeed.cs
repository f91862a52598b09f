using System.Diagnostics;

namespace Godwit.Sync;

/// <summary>
/// The splice: messages run from the source's reader into the target's append, hashed as they pass and never held. It is the feed and its current message in one, so that a message costs no object.
/// </summary>
internal sealed class SpliceFeed : OutgoingMessage, IMessageFeed, IDisposable
{
    private readonly IMessageReader _reader;
    private readonly CopyPlan _plan;
    private readonly InFlight _inFlight;
    private readonly PassContext _context;
    private readonly Checkpointer _checkpointer;
    private readonly CanonicalHasher _hasher = new();
    private IncomingMessage _message = null!;
    private ListedMessage _listed;
    private int _index;
    private long _ticket = -1;
    private long _left;
    private FlagBase _flags;
    private long _handedOver;
    private bool _isHashing;

    public SpliceFeed(IMessageReader reader, CopyPlan plan, InFlight inFlight, PassContext context, Checkpointer checkpointer) =>
        (_reader, _plan, _inFlight, _context, _checkpointer) = (reader, plan, inFlight, context, checkpointer);

    public override long Ticket => _ticket;

    public override long Length => _message.Length;

    public override MessageFlags Flags => _context.Keywords.Flags(_flags);

    public override ReceivedDate? Received => _plan.ReceivedOf(_listed);

    public OutgoingMessage Current => this;

    public bool MoveNext()
    {
        TargetHadItsTurn();
        _checkpointer.ThrowIfFailed();
        _context.Cancellation.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var found = NextWanted();
        _handedOver = Stopwatch.GetTimestamp();
        _context.Progress.SourceWaited(_handedOver - started);
        return found;
    }

    private bool NextWanted()
    {
        while (true)
        {
            try { if (!_reader.MoveNext()) return false; }
            catch (FaultException e) when (e.Fault.Reach == Reach.Item)
            {
                _plan.Skip(_reader.FailedUid, SkipReason.Bad, e.Fault);
                continue;
            }
            _message = _reader.Current;
            _index = _plan.Messages.Find(_message.Uid);
            if (_index < 0) continue;
            _listed = _plan.Messages[_index];
            if (_plan.Refusal(_message) is { } refusal)
            {
                _plan.Skip(_message.Uid, refusal.Kind == ConnectorFaults.MessageTooLarge ? SkipReason.Large : SkipReason.Bad, refusal);
                continue;
            }
            Begin();
            return true;
        }
    }

    private void Begin()
    {
        _ticket++;
        _left = _message.Length;
        _plan.Measure(_listed, _left);
        _flags = _plan.FlagsOf(_listed);
        // The one before may have been refused with its body half taken or not at all.
        if (_isHashing) _hasher.Reset();
        _isHashing = false;
        _inFlight.Add(new SentMessage(_ticket, _index, _flags, default));
        if (_left == 0) Finish();
    }

    public override ReadOnlyMemory<byte> NextPiece()
    {
        TargetHadItsTurn();
        var started = Stopwatch.GetTimestamp();
        var piece = _message.NextPiece();
        if (piece.Length > 0)
        {
            _hasher.Append(piece.Span);
            _isHashing = true;
            _left -= piece.Length;
            _context.Progress.Read(piece.Length);
            if (_left == 0) Finish();
        }
        _handedOver = Stopwatch.GetTimestamp();
        _context.Progress.SourceWaited(_handedOver - started);
        return piece;
    }

    /// <summary>The digest is ready before the target gets the last piece, and so before any answer about it.</summary>
    private void Finish()
    {
        _isHashing = false;
        _inFlight.Complete(_ticket, _hasher.Finish());
    }

    private void TargetHadItsTurn()
    {
        if (_handedOver != 0) _context.Progress.TargetWaited(Stopwatch.GetTimestamp() - _handedOver);
        _handedOver = 0;
    }

    public void Dispose()
    {
        _hasher.Dispose();
        _reader.Dispose();
    }
}
