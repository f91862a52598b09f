namespace Godwit.Imap;

/// <summary>Reads responses and gives each to whom it belongs: servers answer in order, so data go to the oldest command that wants their kind.</summary>
public sealed partial class ImapConnection
{
    private readonly FlagLists _flagLists = new();
    private int _withoutProgress;
    private bool _refusedUnread;   // an APPEND was refused whose messages had been sent without asking: did the server read them to their end?

    /// <summary>Reads one response. True when it is a row of <paramref name="rows"/>, which is then open and has to be read on.</summary>
    internal bool ReadResponse(FetchCommand? rows)
    {
        try
        {
            switch (_reader.Peek())
            {
                case (byte)'*':
                    _reader.Skip();
                    _reader.ExpectSpace();
                    return ReadUntagged(rows);
                case (byte)'+':
                    ReadContinuation();
                    return false;
                default:
                    ReadTagged();
                    return false;
            }
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    // RFC 9051: response-tagged = tag SP resp-cond-state CRLF
    private void ReadTagged()
    {
        if (_refusedUnread && _reader.Peek() != (byte)'A') throw ImapConnectionException.OutOfStep();
        _reader.Expect((byte)'A');
        var command = Tagged(_reader.ExpectUInt()) ?? throw NotSent();
        _reader.ExpectSpace();
        var condition = UntaggedKinds.Condition(_reader.ExpectAtom());
        if (condition is not (StatusCondition.Ok or StatusCondition.No or StatusCondition.Bad)) throw ImapConnectionException.Violation("The server's answer is neither OK nor NO nor BAD.");
        var status = ReadStatus(condition.Value);
        _withoutProgress = 0;
        _refusedUnread |= command is AppendCommand { SentFreely: true } && status.Condition != StatusCondition.Ok;
        Complete(command, status);
    }

    private ImapConnectionException NotSent() => _refusedUnread ? ImapConnectionException.OutOfStep() : ImapConnectionException.Violation("The server answered a command that was not sent.");

    private ImapStatus ReadStatus(StatusCondition condition)
    {
        _reader.SkipSpaces();
        var code = _reader.Take((byte)'[') ? ResponseCodes.Read(_reader) : null;
        if (!_reader.AtLineEnd()) _reader.SkipSpaces();
        var text = _reader.RestOfLine();
        _reader.ExpectLineEnd();
        if (code is CapabilityCode capability) _capabilities = capability.Capabilities;
        return new ImapStatus(condition, code, text);
    }

    private void ReadContinuation()
    {
        _reader.Skip();
        _reader.SkipSpaces();
        if (Oldest() is AuthenticateCommand) _reader.MaskLine();
        var text = System.Text.Encoding.ASCII.GetBytes(_reader.RestOfLine(Limits.ChallengeBytes));
        _reader.ExpectLineEnd();
        lock (_state)
        {
            _continuation = text;
            Monitor.PulseAll(_state);
        }
    }

    private bool ReadUntagged(FetchCommand? rows)
    {
        if (_reader.AtDigit()) return ReadNumbered(rows);
        var name = _reader.ExpectAtom();
        if (UntaggedKinds.Condition(name) is { } condition) TakeStatus(ReadStatus(condition));
        else ReadData(UntaggedKinds.Of(name));
        return false;
    }

    private bool ReadNumbered(FetchCommand? rows)
    {
        var number = _reader.ExpectUInt();
        _reader.ExpectSpace();
        var kind = UntaggedKinds.OfNumbered(_reader.ExpectAtom());
        if (kind == UntaggedKind.Fetch) return ReadFetch(number, rows);
        _reader.SkipLine();
        CountIdle();
        if (kind == UntaggedKind.Exists) TakeExists(number);
        else if (kind == UntaggedKind.Expunge) TakeExpunge(number);
        return false;
    }

    private void TakeStatus(ImapStatus status)
    {
        var oldest = Oldest();
        if (status.Condition == StatusCondition.Bye && oldest?.ExpectsBye != true) throw new ImapConnectionException(status);
        if (status.Condition == StatusCondition.Bad && _refusedUnread) throw ImapConnectionException.OutOfStep();
        CountIdle();
        if (oldest is not null) oldest.Notice(status);
        else Events?.Said(status);
    }

    private void ReadData(UntaggedKind kind)
    {
        if (kind == UntaggedKind.Capability)
        {
            _capabilities = CapabilityLine.Read(_reader);
            _reader.ExpectLineEnd();
        }
        else if (kind == UntaggedKind.Vanished)
        {
            ReadVanished();
        }
        else if (OldestThatWants(kind) is { } command)
        {
            _withoutProgress = 0;
            _reader.SkipSpaces();
            command.Read(kind, 0, _reader);
            _reader.SkipLine();
        }
        else
        {
            CountIdle();
            _reader.SkipLine();
        }
    }

    // RFC 7162 section 7: expunged-resp = "VANISHED" [SP "(EARLIER)"] SP known-uids
    private void ReadVanished()
    {
        _reader.AllowNumberLine();
        _reader.ExpectSpace();
        var earlier = _reader.Peek() == (byte)'(' && System.Text.Ascii.EqualsIgnoreCase(_reader.ExpectFlagList(), "EARLIER"u8);
        _reader.SkipSpaces();
        var uids = _reader.AtLineEnd() ? UidSet.Empty : _reader.ExpectUidSet();
        _reader.ExpectLineEnd();
        if (earlier && OldestThatWants(UntaggedKind.Vanished) is IHearsVanished command)
        {
            command.Vanished(uids);
            return;
        }
        CountIdle();
        Selected?.Expunge(uids.Count);
        Events?.Vanished(uids);
    }

    private void TakeExists(uint number)
    {
        if (Oldest() is SelectCommand select)
        {
            select.Exists = number;
            return;
        }
        if (Selected is { } folder) folder.Exists = number;
        Events?.Exists(number);
    }

    private void TakeExpunge(uint number)
    {
        Selected?.Expunge(1);
        Events?.Expunged(number);
    }

    private bool ReadFetch(uint number, FetchCommand? rows)
    {
        _reader.SkipSpaces();
        if (rows is not null)
        {
            _withoutProgress = 0;
            rows.Row.Open(number, this, _flagLists);
            return true;
        }
        var row = ReadWholeRow(number);
        if (OldestThatWants(UntaggedKind.Fetch) is SelectCommand select) select.TakeRow(row);
        else TellFlags(row);
        return false;
    }

    private FetchedMessage ReadWholeRow(uint number)
    {
        var row = new FetchedMessage();
        CountIdle();
        row.Open(number, this, _flagLists);
        row.Close();
        return row;
    }

    private void TellFlags(FetchedMessage row)
    {
        if (!row.Has(FetchItems.Flags)) return;
        Events?.FlagsChanged(row.SequenceNumber, row.Has(FetchItems.Uid) ? row.Uid : null, row.Flags);
    }

    private void CountIdle()
    {
        if (++_withoutProgress > Limits.UntaggedWithoutProgress) throw ImapConnectionException.Violation("The server talks without end and answers nothing.");
    }
}
