namespace Godwit.Testing.Imap;

/// <summary>Untagged answers for a stretch of a folder's history: EXPUNGE or VANISHED, EXISTS, FETCH.</summary>
internal sealed class ViewAnnouncement(ImapSession session, FolderView view)
{
    private readonly List<TestMessage> _flagged = [];
    private readonly UidSet.Builder _vanished = new();
    private int _told = view.Messages.Count;

    public void Add(FolderChange change)
    {
        if (change.Kind == FolderChangeKind.Added) view.Messages.Add(change.Message);
        else if (change.Kind == FolderChangeKind.Removed) Remove(change.Message);
        else if (change.Origin != session) _flagged.Add(change.Message);
    }

    public void Finish()
    {
        TellCount();
        var vanished = _vanished.Build();
        if (!vanished.IsEmpty) session.Replies.Line($"* VANISHED {vanished}");
        foreach (var message in _flagged.Distinct()) session.TellFlags(view, message);
    }

    private void Remove(TestMessage message)
    {
        var sequence = view.SequenceOf(message);
        if (sequence == 0) return;
        TellCount();
        view.Messages.RemoveAt(sequence - 1);
        _told--;
        if (session.HasEnabled("QRESYNC")) _vanished.Add(message.Uid);
        else session.Replies.Line($"* {sequence} EXPUNGE");
    }

    private void TellCount()
    {
        if (view.Messages.Count <= _told) return;
        session.TellCount(view.Messages.Count);
        _told = view.Messages.Count;
    }
}
