using System.Runtime.InteropServices;

namespace Godwit.Connectors.Memory;

/// <summary>
/// A folder with its messages, in the manner of IMAP: uids ascend and are never used again within a generation, every change has the next modification
/// sequence. Used under the mailbox's lock only.
/// </summary>
internal sealed class StoredFolder(FolderPath path, string? objectId, FolderGeneration generation, int vanishedMemory)
{
    private readonly List<StoredMessage> _messages = [];
    private VanishedMemory _vanished = new(vanishedMemory);
    private ulong _modSeq = 1;

    public FolderPath Path { get; set; } = path;

    /// <summary>True once the folder stands in the tree no more; whoever walks it then stops.</summary>
    public bool IsGone { get; set; }

    public string? ObjectId => objectId;

    public SpecialUse Role { get; set; }

    public bool HoldsMessages { get; set; } = true;

    public bool IsSubscribed { get; set; }

    public FolderGeneration Generation { get; private set; } = generation;

    public uint UidNext { get; private set; } = 1;

    public long Bytes { get; private set; }

    /// <summary>Counts what makes positions in the list move.</summary>
    public int Removals { get; private set; }

    public ulong ModSeq => _modSeq;

    public int Count => _messages.Count;

    public StoredMessage this[int index] => _messages[index];

    /// <summary>The position of the first message whose uid is at least this one.</summary>
    public int PositionOf(uint uid)
    {
        int low = 0, high = _messages.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_messages[middle].Uid < uid) low = middle + 1; else high = middle;
        }
        return low;
    }

    public StoredMessage? Find(uint uid)
    {
        var at = PositionOf(uid);
        return at < _messages.Count && _messages[at].Uid == uid ? _messages[at] : null;
    }

    public uint Add(MemoryContent content, MessageFlags flags, ReceivedDate? received, long? sizeHint = null)
    {
        if (UidNext == uint.MaxValue) throw new InvalidOperationException("The folder has no uids left.");
        _messages.Add(new StoredMessage(UidNext, content, flags, received, sizeHint) { ModSeq = ++_modSeq });
        Bytes += content.Length;
        return UidNext++;
    }

    public void SetFlags(StoredMessage message, MessageFlags flags)
    {
        if (message.Flags == flags) return;
        message.Flags = flags;
        message.ModSeq = ++_modSeq;
    }

    /// <summary>Takes out what is in the set; what was taken, ascending.</summary>
    public List<StoredMessage> Remove(UidSet uids)
    {
        var removed = new List<StoredMessage>();
        if (_messages.Count == 0 || uids.IsEmpty) return removed;
        var kept = PositionOf(uids.Min);
        var modSeq = _modSeq + 1;
        for (var i = kept; i < _messages.Count; i++)
        {
            var message = _messages[i];
            if (uids.Contains(message.Uid)) Forget(message, modSeq, removed);
            else _messages[kept++] = message;
        }
        CollectionsMarshal.SetCount(_messages, kept);
        if (removed.Count > 0) _modSeq = modSeq;
        Removals += removed.Count;
        return removed;
    }

    private void Forget(StoredMessage message, ulong modSeq, List<StoredMessage> removed)
    {
        removed.Add(message);
        Bytes -= message.Content.Length;
        _vanished.Add(message.Uid, modSeq);
    }

    /// <summary>Which of these uids exist no more; from the memory of what vanished after <paramref name="since"/> where it reaches so far.</summary>
    public UidSet VanishedAmong(UidSet known, ulong since)
    {
        if (_vanished.Reaches(since)) return _vanished.Since(since).Intersect(known);
        var existing = new UidSet.Builder();
        foreach (var message in _messages) existing.Add(message.Uid);
        return known.Except(existing.Build());
    }

    /// <summary>Begins a new generation, with the uids kept or counted anew from 1. What had vanished is forgotten.</summary>
    public void Rebuild(FolderGeneration generation, bool renumber)
    {
        Generation = generation;
        _vanished = new VanishedMemory(vanishedMemory);
        _modSeq++;
        Removals++;
        if (!renumber) return;
        var old = _messages.ToArray();
        _messages.Clear();
        (UidNext, Bytes) = (1, 0);
        foreach (var message in old) Add(message.Content, message.Flags, message.Received, message.SizeHint);
    }
}
