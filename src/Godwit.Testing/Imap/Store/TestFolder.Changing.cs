namespace Godwit.Testing.Imap;

/// <summary>What sessions do to a folder. Every member here is called with the mailbox's gate held.</summary>
public sealed partial class TestFolder
{
    private int _watchers;

    /// <summary>Grows at each rebuild, so that a session notices that its view means nothing any more.</summary>
    internal int Incarnation { get; private set; }

    internal TestMailbox Mailbox => _mailbox;

    internal List<TestMessage> Listed => _messages;

    internal IReadOnlyList<FolderChange> History => _history;

    internal IReadOnlyCollection<string> KnownKeywords => _keywords;

    internal long Bytes
    {
        get
        {
            var sum = 0L;
            foreach (var message in _messages) sum += message.Body.Length;
            return sum;
        }
    }

    /// <summary>A session selected this folder: from here on changes are written down for it.</summary>
    internal int Watch()
    {
        _watchers++;
        return _history.Count;
    }

    internal void Unwatch()
    {
        if (--_watchers == 0) _history.Clear();
    }

    internal TestMessage Add(MessageBody body, MessageFlags flags, ReceivedDate received, string emailId)
    {
        if (_mailbox.Behaviour.ReusesUids) _uidNext = _messages.Count == 0 ? 1 : _messages[^1].Uid + 1;
        Learn(flags.Keywords);
        var message = new TestMessage(_uidNext++, body, flags, received, emailId, ++_modSeq);
        _messages.Add(message);
        _mailbox.Grew(body.Length);
        Tell(new FolderChange(FolderChangeKind.Added, message, Origin: null));
        return message;
    }

    internal void Change(TestMessage message, MessageFlags flags, object? origin)
    {
        if (flags == message.Flags) return;
        Learn(flags.Keywords);
        message.Change(flags, ++_modSeq);
        Tell(new FolderChange(FolderChangeKind.Flagged, message, origin));
    }

    internal void Remove(IReadOnlyCollection<TestMessage> gone)
    {
        if (gone.Count == 0) return;
        _modSeq++;
        var set = gone.ToHashSet();
        _messages.RemoveAll(set.Contains);
        foreach (var message in gone)
        {
            _vanished.Add((_modSeq, message.Uid));
            _mailbox.Grew(-message.Body.Length);
            Tell(new FolderChange(FolderChangeKind.Removed, message, Origin: null));
        }
    }

    /// <summary>Uids that went after this point in history (RFC 7162 section 3.2.6).</summary>
    internal UidSet VanishedSince(ulong modSeq)
    {
        var builder = new UidSet.Builder();
        foreach (var (at, uid) in _vanished)
        {
            if (at > modSeq) builder.Add(uid);
        }
        return builder.Build();
    }

    internal TestMessage? Find(uint uid)
    {
        var index = IndexAtOrAbove(_messages, uid);
        return index < _messages.Count && _messages[index].Uid == uid ? _messages[index] : null;
    }

    /// <summary>The index of the first message whose uid is not lower.</summary>
    internal static int IndexAtOrAbove(List<TestMessage> messages, uint uid)
    {
        int low = 0, high = messages.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (messages[middle].Uid < uid) low = middle + 1; else high = middle;
        }
        return low;
    }

    /// <summary>What the folder keeps of these flags; the rest is dropped without a word.</summary>
    internal MessageFlags Keep(MessageFlags wanted)
    {
        var policy = Keywords;
        if (wanted.Keywords.Count == 0) return new MessageFlags(wanted.System & policy.System);
        var room = policy.MaxKeywords - _keywords.Count;
        var kept = wanted.Keywords.Where(k => policy.Known.Contains(k) || _keywords.Contains(k) || (policy.TakesNewKeywords && room-- > 0));
        return new MessageFlags(wanted.System & policy.System, KeywordSet.Of(kept));
    }

    private void Learn(KeywordSet keywords)
    {
        foreach (var keyword in keywords) _keywords.Add(keyword);
    }

    private void Tell(FolderChange change)
    {
        if (_watchers == 0) return;
        _history.Add(change);
        Monitor.PulseAll(_mailbox.Gate);
    }
}
