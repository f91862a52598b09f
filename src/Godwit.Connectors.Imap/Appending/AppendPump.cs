namespace Godwit.Connectors.Imap;

/// <summary>
/// Writes messages on the caller's thread, in groups where the server has MULTIAPPEND and LITERAL+, else one APPEND each with several under way. A second thread
/// (<see cref="AppendAnswers"/>) reads the answers and tells the outcomes.
/// </summary>
internal sealed class AppendPump : IDisposable
{
    /// <summary>A message from this size on goes alone and asks first, so that a refusal costs no upload.</summary>
    private const long AskFromBytes = 4 * 1024 * 1024;

    private readonly ImapLane _lane;
    private readonly Folder _folder;
    private readonly AppendOptions _options;
    private readonly AppendAnswers _answers;
    private readonly int _maxGroup;
    private AppendWriter? _writer;
    private SentGroup? _group;
    private long _groupBytes;

    internal AppendPump(ImapLane lane, Folder folder, IAppendOutcomes outcomes, AppendOptions options)
    {
        (_lane, _folder, _options) = (lane, folder, options);
        _maxGroup = lane.Facts.Groups ? Math.Min(options.MaxGroupMessages, lane.Facts.Server.MaxGroupMessages) : 1;
        _answers = new AppendAnswers(lane, outcomes, options, _maxGroup > 1 ? 4 : lane.Facts.Server.AppendWindow);
    }

    /// <summary>True when something was wholly sent whose answer did not come.</summary>
    internal bool AnswerLost() => _answers.HasUnanswered;

    internal void Run(IMessageFeed feed)
    {
        try
        {
            while (!_answers.MustStop && feed.MoveNext()) Write(feed.Current);
            CloseGroup();
        }
        catch
        {
            // Bytes of a message must never become commands: whatever is half written ends with the connection.
            Break();
            throw;
        }
        _answers.Finish();
    }

    private void Write(OutgoingMessage message)
    {
        if (NotToBeSent(message) is { } refusal)
        {
            CloseGroup();
            Enqueue(new SentGroup { Refusal = refusal }, message.Ticket);
            return;
        }
        var alone = message.Length >= AskFromBytes || message.Length * 10 >= _lane.Facts.MaxMessageBytes * 9;
        if (_group is not null && (alone || IsFull(message.Length))) CloseGroup();
        if (_group is null) OpenGroup();
        WriteInto(_writer!, message, alone || _lane.MustAsk ? LiteralPolicy.Ask : LiteralPolicy.FreeWhereAllowed);
        if (alone || _group?.Tickets.Count >= _maxGroup || _groupBytes >= _options.MaxGroupBytes || _writer!.IsAnswered) CloseGroup();
    }

    /// <summary>What the server is known to refuse is refused here: sent, it would cost its whole group.</summary>
    private Fault? NotToBeSent(OutgoingMessage message)
    {
        if (message.Length == 0 && !_lane.Facts.Server.AcceptsEmptyMessages)
            return _lane.Faults.Make(ConnectorFaults.MessageRefused, "it takes no message without a byte.");
        if (message.Length > _lane.Facts.MaxMessageBytes)
            return _lane.Faults.Make(ConnectorFaults.MessageTooLarge, $"the message has {new ByteSize(message.Length)}, the most it takes is {new ByteSize(_lane.Facts.MaxMessageBytes ?? 0)}.");
        return null;
    }

    private bool IsFull(long next) => _group!.Tickets.Count >= _maxGroup || _groupBytes + next > _options.MaxGroupBytes;

    private void OpenGroup()
    {
        _answers.WaitForRoom();
        _writer = _lane.Connection.BeginAppend(_folder.WireName);
        _group = new SentGroup { Command = _writer.Command };
        _groupBytes = 0;
        // Enqueued before its first byte: a server may refuse it while we still write, and the reader must see that.
        _answers.Enqueue(_group);
    }

    private void WriteInto(AppendWriter writer, OutgoingMessage message, LiteralPolicy policy)
    {
        var length = message.Length;
        _group!.Add(message.Ticket);
        _groupBytes += length;
        if (!writer.BeginMessage(message.Flags, message.Received, length, policy)) return;
        _lane.MustAsk = false;
        long given = 0;
        for (var piece = message.NextPiece(); !piece.IsEmpty; piece = message.NextPiece())
        {
            given += piece.Length;
            if (given > length) throw WrongLength(length, "more");
            writer.Write(piece.Span);
        }
        if (given < length) throw WrongLength(length, "fewer");
    }

    private FaultException WrongLength(long length, string which) =>
        new(_lane.Faults.Make(ConnectorFaults.MessageUnreadable, $"the message was announced with {length} bytes and gave {which}; the connection was closed and nothing of it stored.") with { Reach = Reach.Mailbox });

    private void CloseGroup()
    {
        if (_group is not { } group || _writer is not { } writer) return;
        (_group, _writer) = (null, null);
        using (writer) writer.Finish();
        _answers.Close(group);
    }

    private void Enqueue(SentGroup group, long ticket)
    {
        group.Add(ticket);
        _answers.WaitForRoom();
        _answers.Enqueue(group);
        _answers.Close(group);
    }

    private void Break()
    {
        _writer?.Dispose();
        _lane.Connection.Abort();
        _answers.Stop();
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _answers.Dispose();
    }
}
