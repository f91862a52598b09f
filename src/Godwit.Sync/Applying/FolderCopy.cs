namespace Godwit.Sync;

/// <summary>
/// Copies the planned messages of one folder through one pair of lanes: streams them, learns their uids, has refused groups read again in halves until one bad message costs one message.
/// </summary>
internal sealed class FolderCopy : IAppendOutcomes
{
    private const int MostGroupMessages = 10_000;

    private readonly FolderWork _work;
    private readonly LanePair _lanes;
    private readonly PassContext _context;
    private readonly Checkpointer _checkpointer;
    private readonly CopyPlan _plan;
    private readonly InFlight _inFlight = new();
    private readonly List<RefusedMessage> _refused = [];
    private readonly List<UnnumberedCopy> _unnumbered = [];
    private ContentHash _repairedContent;
    private bool _isRepaired, _hasMissed;

    public FolderCopy(FolderWork work, LanePair lanes, PassContext context, Checkpointer checkpointer)
    {
        (_work, _lanes, _context, _checkpointer) = (work, lanes, context, checkpointer);
        _plan = new CopyPlan(work, context);
    }

    public CopyPlan Plan => _plan;

    /// <summary>Copies everything that can be copied; what cannot is in the plan's list of skipped items.</summary>
    public void Run()
    {
        _plan.UseDates(DateRepair.For(_work, _lanes.Source, _context));
        // A target that does not tell new uids is asked for them after each part, so that a crash leaves little to recognise.
        var part = _lanes.Target.Traits.Reports.NewUids ? long.MaxValue : 500;
        foreach (var uids in part == long.MaxValue ? [_work.ToCopy] : _work.ToCopy.Chunk(part, int.MaxValue))
        {
            Copy(uids, GroupMessages);
            NumberTheUnnumbered();
        }
    }

    /// <summary>A hundredth of the folder as it will be, within bounds: a hundred groups bound what a server does for each of them.</summary>
    private int GroupMessages =>
        (int)Math.Max(_context.Settings.GroupMessages, Math.Min(MostGroupMessages, (_work.TargetView!.Status.Messages + _work.ToCopy.Count) / 100));

    private void Copy(UidSet uids, int groupMessages)
    {
        while (!uids.IsEmpty)
        {
            _refused.Clear();
            Append(uids, groupMessages);
            var alone = _refused.Where(r => r.GroupSize <= 1).ToList();
            var inGroups = _refused.Where(r => r.GroupSize > 1).ToList();
            _refused.Clear();
            if (alone.Count > 0) new RefusedMessages(this, _plan, _context).TryAgain(alone);
            if (inGroups.Count == 0) return;
            groupMessages = Math.Max(1, inGroups.Min(r => r.GroupSize) / 2);
            uids = UidSet.Of(inGroups.Select(r => r.Uid));
        }
    }

    /// <summary>One pass of these messages through the splice; refusals are gathered.</summary>
    private void Append(UidSet uids, int groupMessages)
    {
        var source = _lanes.Source.ReadMessages(_work.SourceFolder, _work.SourceGeneration, uids, MessagePart.Whole, _context.Cancellation);
        using var feed = new SpliceFeed(source, _plan, _inFlight, _context, _checkpointer);
        var options = new AppendOptions(_work.TargetGeneration) { MaxGroupMessages = groupMessages, MaxGroupBytes = _context.Settings.GroupBytes };
        _lanes.Target.Append(_work.TargetFolder, feed, this, options, _context.Cancellation);
        _checkpointer.ThrowIfFailed();
    }

    /// <summary>Appends one message alone, as <see cref="Append"/> would; the fault when it was refused again.</summary>
    public Fault? AppendAlone(uint uid)
    {
        _refused.Clear();
        Append(UidSet.Of(uid), groupMessages: 1);
        var fault = _refused.Count > 0 ? _refused[0].Fault : null;
        _refused.Clear();
        return fault;
    }

    /// <summary>What is wrong with a message, and what its bytes are; null when it cannot be read (any more).</summary>
    public (MessageDamage Damage, MessageDigest Digest)? Survey(uint uid)
    {
        using var hasher = new CanonicalHasher();
        return Read<(MessageDamage, MessageDigest)?>(uid, message =>
        {
            var damage = MessageDamage.Survey(() =>
            {
                var piece = message.NextPiece();
                hasher.Append(piece.Span);
                return piece;
            });
            return (damage, hasher.Finish());
        });
    }

    /// <summary>Appends one message alone and repaired; the fault when it was refused again.</summary>
    public Fault? AppendRepaired(uint uid, Repair repair, MessageDigest original)
    {
        var length = Read(uid, message => Measure(repair, message));
        _refused.Clear();
        _isRepaired = true;
        try
        {
            using var reader = _lanes.Source.ReadMessages(_work.SourceFolder, _work.SourceGeneration, UidSet.Of(uid), MessagePart.Whole, _context.Cancellation);
            var feed = new RepairedFeed(reader, repair, length, _plan, _inFlight, original, _context);
            _lanes.Target.Append(_work.TargetFolder, feed, this, new AppendOptions(_work.TargetGeneration) { MaxGroupMessages = 1 }, _context.Cancellation);
        }
        finally { _isRepaired = false; }
        var fault = _refused.Count > 0 ? _refused[0].Fault : null;
        _refused.Clear();
        return fault;
    }

    /// <summary>Counts the repaired bytes before they are sent, and remembers their hash: a target that tells no uid is asked for exactly these.</summary>
    private long Measure(Repair repair, IncomingMessage message)
    {
        using var hasher = new CanonicalHasher();
        var (body, length) = (new RepairedBody(repair, message.NextPiece), 0L);
        for (var piece = body.NextPiece(); !piece.IsEmpty; piece = body.NextPiece())
        {
            hasher.Append(piece.Span);
            length += piece.Length;
        }
        _repairedContent = hasher.Finish().Content;
        return length;
    }

    private T? Read<T>(uint uid, Func<IncomingMessage, T> read)
    {
        var answer = default(T);
        DigestReader.ForEach(_lanes.Source, _work.SourceFolder, _work.SourceGeneration, UidSet.Of(uid), MessagePart.Whole, message => answer = read(message), _context.Cancellation);
        return answer;
    }

    void IAppendOutcomes.Stored(long ticket, uint? uid)
    {
        var sent = _inFlight.Take(ticket);
        ref readonly var listed = ref _plan.Messages[sent.Index];
        var row = _work.RowFor(listed, uid ?? 0, sent.Digest, PairOrigin.Copied, _isRepaired ? PairState.Altered : PairState.Alive, sent.Flags);
        _work.TargetGrowth++;
        _plan.CountLost(listed, sent.Flags);
        _context.Tally.Copied(sent.Digest.CanonicalLength);
        _context.Progress.Done(1, listed.Size);
        if (uid is null) Unnumbered(row);
        else Keep(row);
    }

    void IAppendOutcomes.Refused(long ticket, Fault fault, int groupSize)
    {
        var sent = _inFlight.Take(ticket);
        _refused.Add(new RefusedMessage(_plan.Messages[sent.Index].Uid, fault, groupSize));
    }

    private void Keep(in PairRow row)
    {
        _checkpointer.Add(_work, row);
    }

    private void Unnumbered(in PairRow row)
    {
        _work.HasUnnumbered = true;
        _unnumbered.Add(new UnnumberedCopy(row, _isRepaired ? _repairedContent : row.Content));
    }

    /// <summary>Looks the uids up that were not told. What is not found is left to the next pass, which recognises it by content at or above the floor.</summary>
    private void NumberTheUnnumbered()
    {
        if (_unnumbered.Count == 0) return;
        var found = UidLookup.Find(_work, _unnumbered, _lanes, _context.Cancellation);
        foreach (var row in found)
        {
            _work.Claim(row.TargetUid);
            Keep(row);
        }
        if (found.Count < _unnumbered.Count) _hasMissed = _work.HoldsBack = _context.NeedsAnotherPass = true;
        // One that was not found in an earlier part is still somewhere below what later parts have found.
        _work.HasUnnumbered = _hasMissed;
        _unnumbered.Clear();
    }
}
