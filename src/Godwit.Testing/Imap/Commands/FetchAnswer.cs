namespace Godwit.Testing.Imap;

/// <summary>Writes one FETCH answer a message, items in the order asked for unless the behaviour wants the bytes first.</summary>
internal sealed class FetchAnswer
{
    private readonly ImapSession _session;
    private readonly FetchItem[] _items;
    private readonly bool _marksSeen;

    public FetchAnswer(ImapSession session, List<FetchItem> items)
    {
        _session = session;
        _items = session.Behaviour.SendsBodyFirst ? [.. items.OrderBy(i => i.Kind != FetchKind.Body)] : [.. items];
        _marksSeen = !session.Selected.IsReadOnly && items.Exists(i => i is { Kind: FetchKind.Body, Peeks: false });
    }

    public void Write(TestMessage message)
    {
        var view = _session.Selected;
        if (_marksSeen) MarkSeen(view.Folder, message);
        var (flags, modSeq) = message.State;
        _session.Replies.Bytes("* "u8).Number((ulong)view.SequenceOf(message)).Bytes(" FETCH ("u8);
        var first = true;
        foreach (var item in _items)
        {
            if (item.Kind == FetchKind.InternalDate && IsDateLeftOut(message)) continue;
            if (!first) _session.Replies.Space();
            first = false;
            WriteItem(item, message, flags, modSeq);
        }
        if (_marksSeen && !Array.Exists(_items, i => i.Kind == FetchKind.Flags)) _session.Replies.Bytes(" FLAGS ("u8).Bytes(WireFlags.Write(flags)).Bytes(")"u8);
        _session.Replies.Bytes(")"u8).EndLine();
    }

    private void WriteItem(FetchItem item, TestMessage message, MessageFlags flags, ulong modSeq)
    {
        var replies = _session.Replies;
        switch (item.Kind)
        {
            case FetchKind.Uid: replies.Bytes("UID "u8).Number(message.Uid); break;
            case FetchKind.Flags: replies.Bytes("FLAGS ("u8).Bytes(WireFlags.Write(flags)).Bytes(")"u8); break;
            case FetchKind.Size: replies.Bytes("RFC822.SIZE "u8).Number((ulong)(_session.Behaviour.ClaimedSize?.Invoke(message) ?? message.Body.Length)); break;
            case FetchKind.ModSeq: replies.Bytes("MODSEQ ("u8).Number(modSeq).Bytes(")"u8); break;
            case FetchKind.EmailId: replies.Text($"EMAILID ({message.EmailId})"); break;
            case FetchKind.ThreadId: replies.Bytes("THREADID NIL"u8); break;
            case FetchKind.InternalDate: WriteDate(message); break;
            case FetchKind.BinarySize: replies.Text(item.Name).Bytes(" "u8).Number((ulong)message.Body.Length); break;
            default: new FetchBytes(_session, item).Write(message); break;
        }
    }

    private bool IsDateLeftOut(TestMessage message) => _session.Behaviour.ClaimedInternalDate is { } claim && claim(message) is null;

    private void WriteDate(TestMessage message)
    {
        var replies = _session.Replies.Bytes("INTERNALDATE "u8);
        if (_session.Behaviour.ClaimedInternalDate?.Invoke(message) is { } claimed)
        {
            replies.Text(claimed.Length == 0 ? "NIL" : $"\"{claimed}\"");
            return;
        }
        Span<byte> date = stackalloc byte[WireDate.Length];
        WireDate.Write(message.Received, date);
        replies.Bytes("\""u8).Bytes(date).Bytes("\""u8);
    }

    private void MarkSeen(TestFolder folder, TestMessage message)
    {
        lock (folder.Mailbox.Gate)
        {
            if (message.Flags.System.HasFlag(SystemFlags.Seen)) return;
            _session.Server.CountSeenByFetch();
            folder.Change(message, message.Flags.Union(new MessageFlags(SystemFlags.Seen)), _session);
        }
    }
}
