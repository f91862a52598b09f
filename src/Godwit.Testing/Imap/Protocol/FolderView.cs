namespace Godwit.Testing.Imap;

/// <summary>
/// A session's selected folder as the client knows it: sequence numbers belong to this list, not to the folder, and change only when the client has been told.
/// </summary>
internal sealed class FolderView : IDisposable
{
    private readonly int _incarnation;
    private int _position;

    /// <summary>Called with the mailbox's gate held.</summary>
    public FolderView(TestFolder folder, bool readOnly)
    {
        (Folder, IsReadOnly, _incarnation) = (folder, readOnly, folder.Incarnation);
        Messages = [.. folder.Listed];
        _position = folder.Watch();
    }

    public TestFolder Folder { get; }

    public bool IsReadOnly { get; }

    public List<TestMessage> Messages { get; }

    /// <summary>True when the folder is not what it was: deleted, or rebuilt with another generation.</summary>
    public bool IsStale => Folder.IsDeleted || Folder.Incarnation != _incarnation;

    /// <summary>The sequence number, from 1, or 0 when the message is not in the view.</summary>
    public int SequenceOf(TestMessage message)
    {
        var index = TestFolder.IndexAtOrAbove(Messages, message.Uid);
        return index < Messages.Count && Messages[index].Uid == message.Uid ? index + 1 : 0;
    }

    /// <summary>The messages of a set, ascending; of uids those that exist, of sequence numbers only valid ones.</summary>
    public List<TestMessage> Select(UidSet set, bool byUid)
    {
        var chosen = new List<TestMessage>();
        for (var i = 0; i < set.RangeCount; i++)
        {
            var (first, last) = set.RangeAt(i);
            if (!byUid && last > Messages.Count) throw new BadCommandException("Invalid messageset");
            var from = byUid ? TestFolder.IndexAtOrAbove(Messages, first) : (int)first - 1;
            for (var k = from; k < Messages.Count && (byUid ? Messages[k].Uid : (uint)(k + 1)) <= last; k++) chosen.Add(Messages[k]);
        }
        return chosen;
    }

    /// <summary>Reads a sequence-set: <c>*</c> is the last message, and a range with it always holds that one (RFC 9051 section 9, seq-range).</summary>
    public UidSet ReadSet(string text, bool byUid)
    {
        var last = Messages.Count == 0 ? 0 : byUid ? Messages[^1].Uid : (uint)Messages.Count;
        var builder = new UidSet.Builder();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split(':');
            if (ends.Length > 2) throw new BadCommandException("Invalid messageset");
            uint a = End(ends[0], last), b = End(ends[^1], last);
            if (a != 0 && b != 0) builder.AddRange(Math.Min(a, b), Math.Max(a, b));
        }
        return builder.Build();
    }

    private static uint End(string text, uint last) =>
        text == "*" ? last : uint.TryParse(text, out var number) && number > 0 ? number : throw new BadCommandException("Invalid messageset");

    /// <summary>
    /// Tells the client what happened since the last time. Without <paramref name="removals"/> it stops before the first removal: sequence numbers must hold during FETCH, STORE and SEARCH.
    /// Called with the mailbox's gate held.
    /// </summary>
    public void Announce(ImapSession session, bool removals)
    {
        if (IsStale || _position == Folder.History.Count) return;
        var announcement = new ViewAnnouncement(session, this);
        while (_position < Folder.History.Count)
        {
            var change = Folder.History[_position];
            if (change.Kind == FolderChangeKind.Removed && !removals) break;
            announcement.Add(change);
            _position++;
        }
        announcement.Finish();
    }

    public void Dispose() => Folder.Unwatch();
}
