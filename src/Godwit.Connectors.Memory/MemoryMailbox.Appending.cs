namespace Godwit.Connectors.Memory;

/// <content>Groups of appended messages, also those that land late.</content>
public sealed partial class MemoryMailbox
{
    private readonly List<LateGroup> _late = [];
    private long _stored;

    /// <summary>How many groups were sent by lanes that have died since, and have not landed yet.</summary>
    public int LateGroups
    {
        get { lock (_gate) return _late.Count; }
    }

    /// <summary>All late groups land now. How many messages that were.</summary>
    public int LandLateGroups()
    {
        lock (_gate)
        {
            foreach (var group in _late) group.OperationsLeft = 0;
            return LandDueGroups();
        }
    }

    /// <summary>Counts a call of a lane; late groups whose time has come land before it.</summary>
    internal void CountOperation()
    {
        lock (_gate)
        {
            if (_late.Count == 0) return;
            foreach (var group in _late) group.OperationsLeft--;
            LandDueGroups();
        }
    }

    /// <summary>Stores the group and gives the first of its ascending uids; they follow each other without a gap.</summary>
    internal uint Commit(Side side, Folder folder, FolderGeneration generation, List<PendingMessage> group)
    {
        lock (_gate) return Store(Selected(side, folder, generation), group, side);
    }

    internal void CommitLate(Folder folder, FolderGeneration generation, List<PendingMessage> group, int operations)
    {
        lock (_gate) _late.Add(new LateGroup(folder, generation, [.. group], operations));
    }

    /// <summary>Why the store refuses a message of which it knows no more than the length, or null.</summary>
    internal Fault? WhyRefused(Side side, OutgoingMessage message)
    {
        var limits = Options.Traits.Limits;
        if (message.Length > Math.Min(limits.MaxMessageBytes ?? long.MaxValue, Options.KeepsBodies ? Array.MaxLength : long.MaxValue))
            return new Fault(ConnectorFaults.MessageTooLarge, side, FormattableString.Invariant($"A message of {message.Length} bytes is over the limit."));
        if (message.Length == 0 && !limits.AcceptsEmptyMessages) return new Fault(ConnectorFaults.MessageRefused, side, "A message without a byte is refused.");
        return HasIllegalKeyword(message.Flags) ? new Fault(ConnectorFaults.MessageRefused, side, "A keyword is not one that the store can name.") : null;
    }

    private uint Store(StoredFolder folder, List<PendingMessage> group, Side side)
    {
        var bytes = 0L;
        foreach (var message in group) bytes += message.Content.Length;
        if (_bytes + bytes > (Options.QuotaBytes ?? long.MaxValue)) throw Refusal.OverQuota(side);
        var first = folder.UidNext;
        foreach (var message in group) folder.Add(Rewritten(message.Content), Kept(message.Flags), KeptDate(message.Received));
        _bytes += bytes;
        return first;
    }

    private int LandDueGroups()
    {
        var landed = 0;
        for (var i = 0; i < _late.Count; i++)
        {
            if (_late[i].OperationsLeft > 0) continue;
            landed += Land(_late[i]);
            _late.RemoveAt(i--);
        }
        return landed;
    }

    /// <summary>A group whose folder is gone, rebuilt or full by now is lost, as it would be on a server.</summary>
    private int Land(LateGroup group)
    {
        try
        {
            Store(Selected(Side.Target, group.Folder, group.Generation), group.Messages, Side.Target);
            return group.Messages.Count;
        }
        catch (FaultException)
        {
            return 0;
        }
    }

    private MemoryContent Rewritten(MemoryContent content)
    {
        _stored++;
        return Options.Rewrites == RewriteHabit.None ? content : MemoryContent.Of(Rewriting.Apply(Options.Rewrites, content.ToArray(), _stored));
    }

    private ReceivedDate KeptDate(ReceivedDate? asked)
    {
        if (asked is { } date && Options.Traits.Keeps is { ReceivedDates: true, ClampsFutureDates: false }) return date;
        var now = ReceivedDate.From(_time.GetUtcNow());
        return asked is { } given && Options.Traits.Keeps.ReceivedDates && given <= now ? given : now;
    }

    /// <summary>RFC 9051 section 9: a keyword is an atom, so no backslash, space, control or special character.</summary>
    private static bool HasIllegalKeyword(MessageFlags flags)
    {
        for (var i = 0; i < flags.Keywords.Count; i++)
        {
            foreach (var c in flags.Keywords[i])
            {
                if (c <= ' ' || c >= 127 || "(){%*\"\\]".Contains(c, StringComparison.Ordinal)) return true;
            }
        }
        return false;
    }

    private sealed class LateGroup(Folder folder, FolderGeneration generation, List<PendingMessage> messages, int operations)
    {
        public Folder Folder => folder;

        public FolderGeneration Generation => generation;

        public List<PendingMessage> Messages => messages;

        public int OperationsLeft { get; set; } = operations;
    }
}

/// <summary>A message of a group that is not stored yet.</summary>
internal sealed record PendingMessage(long Ticket, MemoryContent Content, MessageFlags Flags, ReceivedDate? Received);
