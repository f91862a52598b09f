namespace Godwit.Connectors.Memory;

/// <summary>
/// A mailbox in memory, and the door by which its owner changes it while lanes of a <see cref="MemoryConnector"/> work on it. Safe for many threads. Nothing in it is
/// random and nothing asks a hidden clock: the same calls in the same order give the same mailbox.
/// </summary>
public sealed partial class MemoryMailbox
{
    private readonly Lock _gate = new();
    private readonly FolderTree _tree;
    private readonly TimeProvider _time;
    private long _bytes;

    /// <summary>An empty mailbox with an INBOX.</summary>
    /// <param name="name">Names it for ever: its identity is <c>memory:name</c>.</param>
    /// <param name="options">What it can do; everything when null.</param>
    /// <param name="time">Its clock, for messages that bring no date; one that always says 2026-01-01T00:00:00Z when null.</param>
    public MemoryMailbox(string name, MemoryOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Options = options ?? new MemoryOptions();
        if (Options is { KeepsBodies: false, Rewrites: not RewriteHabit.None })
            throw new ArgumentException("A store that keeps no bodies cannot rewrite them.", nameof(options));
        _time = time ?? StandingClock.Instance;
        _tree = new FolderTree(Options);
        Accepts = Options.Traits.Keeps.Keywords ? Options.Accepts : Options.Accepts with { Keywords = KeywordSet.Empty, NewKeywords = false };
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it can do.</summary>
    public MemoryOptions Options { get; }

    /// <summary>The flags that its folders keep.</summary>
    internal AcceptedFlags Accepts { get; }

    /// <summary>A message arrives, whatever limits there are for appending. It keeps exactly what is given here, also no date at all.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="flags">Its flags.</param>
    /// <param name="received">Its date; null for a store that tells none.</param>
    /// <param name="sizeHint">The size that listings claim, when it shall differ from the truth.</param>
    /// <returns>The new uid.</returns>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public uint Deliver(FolderPath folder, MemoryContent content, MessageFlags flags = default, ReceivedDate? received = null, long? sizeHint = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        lock (_gate)
        {
            _bytes += content.Length;
            return Existing(folder).Add(content, flags, received, sizeHint);
        }
    }

    /// <summary>The owner sets a message's flags to exactly these. False when the message has vanished.</summary>
    public bool SetFlags(FolderPath folder, uint uid, MessageFlags flags)
    {
        lock (_gate)
        {
            var there = Existing(folder);
            if (there.Find(uid) is not { } message) return false;
            there.SetFlags(message, flags);
            return true;
        }
    }

    /// <summary>The owner removes a message for good. False when it had vanished already.</summary>
    public bool Expunge(FolderPath folder, uint uid)
    {
        lock (_gate) return Remove(Existing(folder), UidSet.Range(uid, uid)).Count > 0;
    }

    /// <summary>The owner files a message elsewhere.</summary>
    /// <returns>Its new uid, or null when it had vanished.</returns>
    public uint? Move(FolderPath from, uint uid, FolderPath to)
    {
        lock (_gate)
        {
            var target = Existing(to);
            var moved = Existing(from).Remove(UidSet.Range(uid, uid));
            return moved.Count == 0 ? null : Adopt(target, moved[0]);
        }
    }

    /// <summary>The owner copies a message.</summary>
    /// <returns>The copy's uid, or null when the message had vanished.</returns>
    public uint? Copy(FolderPath from, uint uid, FolderPath to)
    {
        lock (_gate)
        {
            if (Existing(from).Find(uid) is not { } message) return null;
            _bytes += message.Content.Length;
            return Adopt(Existing(to), message);
        }
    }

    /// <summary>Everything in the mailbox now.</summary>
    public MailboxSnapshot Snapshot()
    {
        lock (_gate)
        {
            var folders = new List<FolderSnapshot>(_tree.Sorted.Length);
            foreach (var folder in _tree.Sorted) folders.Add(SnapshotOf(folder));
            return new MailboxSnapshot(folders);
        }
    }

    private static FolderSnapshot SnapshotOf(StoredFolder folder)
    {
        var messages = new MessageSnapshot[folder.Count];
        for (var i = 0; i < messages.Length; i++)
        {
            var message = folder[i];
            messages[i] = new(message.Uid, message.Flags, message.Received, message.Content, message.ModSeq);
        }
        var status = new FolderStatus(folder.Generation, folder.UidNext, folder.Count, new ChangeMarker(folder.ModSeq)) { Bytes = folder.Bytes };
        return new FolderSnapshot(Describe(folder), status, messages);
    }

    private StoredFolder Existing(FolderPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _tree.Find(path) ?? throw Refusal.NoFolder(Side.Service, path);
    }

    private List<StoredMessage> Remove(StoredFolder folder, UidSet uids)
    {
        var removed = folder.Remove(uids);
        foreach (var message in removed) _bytes -= message.Content.Length;
        return removed;
    }

    private static uint Adopt(StoredFolder folder, StoredMessage message) => folder.Add(message.Content, message.Flags, message.Received, message.SizeHint);

    private sealed class StandingClock : TimeProvider
    {
        public static StandingClock Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
