namespace Godwit.Proxy.Protocol;

/// <summary>A listing as it comes from the proxy.</summary>
internal sealed class ProxyListing : MessageListing
{
    private readonly LaneSession _session;
    private readonly Answer _answer;
    private readonly KeywordMemory _keywords = new();
    private byte[] _entries = [];
    private int _at, _end;
    private uint _before, _last;
    private bool _isAtEnd, _isBroken;
    private UidSet? _vanished;

    public ProxyListing(LaneSession session, Answer answer)
    {
        (_session, _answer) = (session, answer);
        try
        {
            answer.Expect(RecordKind.Opened);
            (Status, IsDelta) = answer.Step(static records => ReadOpened(records));
            session.IsLent = true;
        }
        catch
        {
            answer.Dispose();
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
            else if (_answer.Records.Kind == RecordKind.Vanished && IsDelta && _vanished is null) _vanished = _answer.Step(UidCodec.Read);
            else throw _answer.Violation();
        }
        if (IsDelta && _vanished is null) throw _answer.Violation();
        _isAtEnd = true;
        return false;
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
        _answer.Dispose();
        base.Dispose(disposing);
    }
}
