namespace Godwit.Connectors.Imap;

/// <summary>
/// Reads messages by ranged UID FETCHes, the next ranges under way while one streams; rows count by their uid, since servers may answer a range only after the rows of the next
/// (Dovecot). Where a server refuses a range, or tells the body before the uid, its messages are asked for one by one.
/// </summary>
internal sealed class ImapMessageReader : IMessageReader
{
    internal const int SetCharacters = 7000;

    private readonly ImapLane _lane;
    private readonly LaneUse _use;
    private readonly ExpectedReading _reading;
    private readonly Queue<Range> _flights = new();
    private readonly Body _body;
    private IEnumerator<UidSet> _ranges;
    private readonly UidSet _asked;
    private uint _passed;
    private uint _answered;
    private Range? _current;
    private bool _singly;
    private bool _over;

    private sealed record Range(UidSet Uids, FetchCommand Fetch);

    private ImapMessageReader(ImapLane lane, LaneUse use, ExpectedReading reading, UidSet uids)
    {
        (_lane, _use, _reading, _asked) = (lane, use, reading, uids);
        _ranges = Ranges();
        _body = new Body(this);
    }

    /// <summary>Opens the folder and asks for the first range in one flight.</summary>
    internal static ImapMessageReader Open(ImapLane lane, LaneUse use, ExpectedReading reading)
    {
        var uids = reading.Uids;
        if (uids.IsEmpty)
        {
            lane.DropAhead();
            lane.Select(reading.Folder, reading.Generation);
            return new ImapMessageReader(lane, use, reading, uids);
        }
        var flight = lane.Reading(reading);
        try
        {
            var opened = lane.Opened(flight.Select, reading.Folder);
            lane.Hold(opened, reading.Folder, reading.Generation);
            // The asked-for uids that can exist.
            var possible = opened.Exists == 0 ? UidSet.Empty : opened.UidNext > 1 ? uids.Intersect(UidSet.Range(1, opened.UidNext - 1)) : uids;
            if (!possible.IsEmpty && possible.Count <= 2L * opened.Exists + 1000) return new ImapMessageReader(lane, use, reading, possible).Behind(flight.Fetch);
            flight.GiveUp();
            // Where very many more are asked for than there are, those that do exist.
            return new ImapMessageReader(lane, use, reading, possible.IsEmpty ? possible : possible.Intersect(Existing(lane, reading)));
        }
        catch (FaultException)
        {
            flight.GiveUp();
            throw;
        }
    }

    private static UidSet Existing(ImapLane lane, ExpectedReading reading)
    {
        lane.Return(reading.Folder, reading.Generation);
        return lane.Connection.Send(new SearchCommand()).Wait();
    }

    internal static FetchItems ItemsOf(MessagePart part) => FetchItems.Uid | (part == MessagePart.Whole ? FetchItems.Body : FetchItems.Header);

    /// <summary>Asks for a range of the folder, which is opened again where the next one is under way.</summary>
    private Range Ask(UidSet uids)
    {
        _lane.Return(_reading.Folder, _reading.Generation);
        return new Range(uids, _lane.Connection.Send(new FetchCommand(uids, ItemsOf(_reading.Part))));
    }

    /// <summary>The first range is under way already.</summary>
    private ImapMessageReader Behind(FetchCommand first)
    {
        if (_ranges.MoveNext()) _flights.Enqueue(new Range(_ranges.Current, first));
        return this;
    }

    public IncomingMessage Current => _body;

    public uint FailedUid { get; private set; }

    public bool MoveNext()
    {
        try
        {
            return !_over && Advance();
        }
        catch (FaultException e) when (e.Fault.Reach == Reach.Item)
        {
            throw;
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            _over = true;
            throw _use.Explain(e);
        }
    }

    public void Dispose()
    {
        // What is still under way may be gigabytes: closing is cheaper than reading them.
        if (!_over && (_current ?? (_flights.Count > 0 ? _flights.Peek() : null)) is not null) _lane.Connection.Abort();
        _over = true;
        _use.Dispose();
    }

    private bool Advance()
    {
        while (true)
        {
            _current ??= NextFlight();
            if (_current is null)
            {
                _over = true;
                return false;
            }
            if (NextOf(_current)) return true;
        }
    }

    private Range? NextFlight()
    {
        var window = _lane.Facts.Habits.AnswersLate ? 1 : _lane.Facts.Server.FetchWindow;
        while (_flights.Count < window && _ranges.MoveNext()) _flights.Enqueue(Ask(_ranges.Current));
        return _flights.Count > 0 ? _flights.Dequeue() : null;
    }

    private bool NextOf(Range flight)
    {
        try
        {
            while (flight.Fetch.MoveNext())
            {
                if (Take(flight, flight.Fetch.Row)) return true;
                if (_current is null) return false;
            }
            _current = Rest(flight);
            return false;
        }
        catch (ImapRefusedException e)
        {
            Refused(flight, e);
            return false;
        }
    }

    /// <summary>
    /// The answer has ended. Where nothing came for the last of what was asked for, that has vanished, or the server caps its answers: as long as something comes, the rest is asked for again.
    /// </summary>
    private Range? Rest(Range flight)
    {
        var rest = flight.Uids.Except(UidSet.Range(1, Math.Max(_passed, _answered)));
        if (!rest.IsEmpty && _passed >= flight.Uids.Min && _flights.Count == 0) return Ask(rest);
        _answered = Math.Max(_answered, flight.Uids.Max);
        return null;
    }

    /// <summary>True when the row is the next message. Rows without a body tell of flags that somebody else changes; a uid that was not asked for is no answer either.</summary>
    private bool Take(Range flight, FetchedMessage row)
    {
        if (row.BodyForm == BodyForm.Absent) return false;
        if (!row.Has(FetchItems.Uid) && !(_singly && flight.Uids.Count == 1))
        {
            if (row.IsComplete) return false;
            GoSingly();
            return false;
        }
        var uid = row.Has(FetchItems.Uid) ? row.Uid : flight.Uids.Min;
        if (uid == _passed || !_asked.Contains(uid)) return false;
        if (uid < _passed) throw new FaultException(NotInOrder("messages of two ranges came mixed."));
        _passed = uid;
        if (row.BodyForm == BodyForm.Nil) throw Unreadable(uid, "the server has no bytes for it.");
        _body.Begin(uid, row);
        return true;
    }

    private FaultException Unreadable(uint uid, string why)
    {
        FailedUid = uid;
        return new FaultException(_lane.Faults.Make(ConnectorFaults.MessageUnreadable, $"message {uid} cannot be read: {why}"));
    }

    private void Refused(Range flight, ImapRefusedException e)
    {
        var fault = _lane.Faults.Of(e, Doing.ReadingMessage);
        if (fault.Reach > Reach.Item) throw new FaultException(fault, e);
        _current = null;
        if (_passed > flight.Uids.Max) throw new FaultException(NotInOrder($"a range was refused after later messages had come. {fault.Told}"), e);
        if (flight.Uids.Count > 1)
        {
            GoSingly();
            return;
        }
        var uid = flight.Uids.Min;
        if (uid <= _passed) return;
        _passed = FailedUid = uid;
        throw new FaultException(fault, e);
    }

    /// <summary>The rest cannot come in order any more. Lanes opened from now on ask for one range at a time.</summary>
    private Fault NotInOrder(string how)
    {
        _lane.Facts.Habits.AnswersLate = true;
        return _lane.Faults.Make(ConnectorFaults.TemporarilyUnavailable, $"the messages can be read in order only one range at a time: {how}");
    }

    /// <summary>Gives up what is under way and asks for the rest message by message.</summary>
    private void GoSingly()
    {
        _singly = true;
        if (_current is { } current) GiveUp(current);
        _current = null;
        while (_flights.Count > 0) GiveUp(_flights.Dequeue());
        _ranges.Dispose();
        _ranges = Ranges();
    }

    private static void GiveUp(Range flight) => GiveUp(flight.Fetch);

    private static void GiveUp(FetchCommand fetch)
    {
        fetch.Dispose();
        fetch.WaitForStatus();
    }

    private IEnumerator<UidSet> Ranges() => _asked.Except(UidSet.Range(1, Math.Max(_passed, _answered))).Chunk(_singly ? 1 : _lane.Facts.Server.FetchMessages, SetCharacters).GetEnumerator();

    /// <summary>The current message; one object for all.</summary>
    private sealed class Body(ImapMessageReader reader) : IncomingMessage
    {
        private uint _uid;
        private FetchedMessage? _row;
        private long _length;

        public override uint Uid => _uid;

        public override long Length => _length;

        internal void Begin(uint uid, FetchedMessage row) => (_uid, _row, _length) = (uid, row, row.BodyLength);

        public override ReadOnlyMemory<byte> NextPiece()
        {
            try
            {
                return _row!.NextPiece();
            }
            catch (Exception e) when (e is not InvalidOperationException)
            {
                reader._over = true;
                throw reader._use.Explain(e);
            }
        }
    }
}
