namespace Godwit.Proxy.Protocol;

/// <summary>A listing as it comes from the proxy: an answer of its own, or a part of one that lists several folders.</summary>
internal sealed class ProxyListing : MessageListing
{
    private readonly LaneSession _session;
    private readonly Answer _answer;
    private readonly KeywordMemory _keywords = new();
    private byte[] _entries = [];
    private int _at, _end;
    private uint _before, _last;
    private readonly ListingsAhead? _ahead;
    private bool _isAtEnd, _isBroken, _isPassed;
    private UidSet? _vanished;

    /// <param name="session">The lane's.</param>
    /// <param name="answer">The answer, at its beginning or at that of the folder.</param>
    /// <param name="ahead">Whose answer it is when it lists several folders; null when it is this listing's own.</param>
    public ProxyListing(LaneSession session, Answer answer, ListingsAhead? ahead = null)
    {
        (_session, _answer, _ahead) = (session, answer, ahead);
        try
        {
            if (!answer.MoveNext()) throw answer.Violation();
            if (IsAtListingEnd() || answer.Records.Kind != RecordKind.Opened) throw answer.Violation();
            (Status, IsDelta) = answer.Step(static records => ReadOpened(records));
            session.IsLent = true;
        }
        catch
        {
            GiveBack();
            throw;
        }
    }

    public override FolderStatus Status { get; }

    public override bool IsDelta { get; }

    public override bool MoveNext(out MessageEntry entry)
    {
        entry = default;
        if (_isAtEnd) return false;
        if (_isBroken) throw _answer.Violation();
        try
        {
            if (_at == _end && !NextRecord()) return false;
            entry = ReadEntry();
            return true;
        }
        catch
        {
            _isBroken = true;
            throw;
        }
    }

    public override UidSet Vanished(UidSet known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return IsDelta && _isAtEnd && _vanished is not null ? known.Intersect(_vanished) : throw new InvalidOperationException("Only a delta that was read to its end tells what vanished.");
    }

    private MessageEntry ReadEntry()
    {
        try
        {
            var reader = new WireReader(_entries.AsSpan(_at, _end - _at));
            var entry = MessageCodec.ReadEntry(ref reader, _before, _keywords);
            if (entry.Uid <= _last) throw new WireException("Uids do not ascend.");
            _at = _end - reader.Rest.Length;
            _before = _last = entry.Uid;
            return entry;
        }
        catch (WireException e)
        {
            throw _answer.Explain(e);
        }
    }

    /// <summary>Goes to the next record of entries; false at the end of the answer.</summary>
    private bool NextRecord()
    {
        while (_answer.MoveNext())
        {
            if (_answer.Records.Kind == RecordKind.Entries && _vanished is null)
            {
                if (_answer.Step(KeepEntries)) return true;
            }
            else if (IsAtListingEnd()) return !(_isAtEnd = true);
            else if (_answer.Records.Kind == RecordKind.Vanished && IsDelta && _vanished is null) _vanished = _answer.Step(UidCodec.Read);
            else throw _answer.Violation();
        }
        if (_ahead is not null || IsDelta && _vanished is null) throw _answer.Violation();
        _isAtEnd = true;
        return false;
    }

    /// <summary>True when this listing among several is at its end.</summary>
    /// <exception cref="FaultException">It could not be listed (any further).</exception>
    private bool IsAtListingEnd()
    {
        if (_ahead is null || _answer.Records.Kind != RecordKind.ListingEnd) return false;
        var fault = _answer.Step(static records => ReadEnd(records));
        if (fault is null && IsDelta && _vanished is null) throw _answer.Violation();
        _ahead.Pass();
        _isPassed = true;
        return fault is null ? true : throw _answer.Explain(new FaultException(fault));
    }

    private static Fault? ReadEnd(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        return TogetherCodec.ReadListingEnd(ref reader);
    }

    private bool KeepEntries(RecordReader records)
    {
        var body = records.ReadBody();
        if (_entries.Length < body.Length) _entries = new byte[Math.Max(body.Length, 32 * 1024)];
        body.CopyTo(_entries);
        (_at, _end, _before) = (0, body.Length, 0);
        return body.Length > 0;
    }

    private static (FolderStatus, bool) ReadOpened(RecordReader records)
    {
        var reader = new WireReader(records.Header);
        var status = FolderCodec.ReadStatus(ref reader) ?? throw new WireException("An opened folder has no status.");
        return (status, reader.Byte() != 0);
    }

    protected override void Dispose(bool disposing)
    {
        _session.IsLent = false;
        GiveBack();
        base.Dispose(disposing);
    }

    /// <summary>Whatever of its own answer was not read is given up; so are the folders behind one among several that was not read to its end.</summary>
    private void GiveBack()
    {
        if (_ahead is null) _answer.Dispose();
        else if (!_isPassed) _ahead.Drop(CancellationToken.None);
    }
}
