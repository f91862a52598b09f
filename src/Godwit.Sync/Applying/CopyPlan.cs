using System.Globalization;

namespace Godwit.Sync;

/// <summary>What is known of the messages of one folder that are being copied: flags and dates from the listing, the target's limits, and the list of those that were left out.</summary>
internal sealed class CopyPlan(FolderWork work, PassContext context, AcceptedFlags? accepts)
{
    private readonly MessageLimits _limits = context.Target.Traits.Limits;
    private readonly bool _tellsSizes = context.Source.Traits.Reports.ExactSizes;
    private readonly Dictionary<FlagBase, FlagBase> _fitted = [];
    private readonly Dictionary<string, int> _lostKeywords = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<uint, ReceivedDate> _repairedDates = [];
    private Dictionary<uint, SkippedItem>? _skippedBefore;
    private uint _measuredUpTo;
    private int _otherSizes;

    public CopyPlan(FolderWork work, PassContext context) : this(work, context, work.TargetView!.Status.Accepts) { }

    public FolderWork Work => work;

    public MessageTable Messages => work.SourceView!.New;

    /// <summary>Messages left out in this pass, by uid.</summary>
    public Dictionary<uint, SkippedItem> Skipped { get; } = [];

    /// <summary>True to send no keywords at all (a server refused one that it had announced to keep).</summary>
    public bool WithoutKeywords { get; set; }

    /// <summary>Looks at a message's length as it is read. Sizes in listings are hints: what is there is copied, and the difference is told.</summary>
    public void Measure(in ListedMessage listed, long length)
    {
        // A refused group is read again; each message counts once.
        if (listed.Uid <= _measuredUpTo) return;
        _measuredUpTo = listed.Uid;
        if (_tellsSizes && listed.Size != length) _otherSizes++;
    }

    public void UseDates(Dictionary<uint, ReceivedDate> repaired) => _repairedDates = repaired;

    public ReceivedDate? ReceivedOf(in ListedMessage message) =>
        message.Received ?? (_repairedDates.TryGetValue(message.Uid, out var date) ? date : null);

    /// <summary>The flags to send: what the target would not keep is left out.</summary>
    public FlagBase FlagsOf(in ListedMessage message)
    {
        if (WithoutKeywords) return message.Flags with { Keywords = 0 };
        if (!_fitted.TryGetValue(message.Flags, out var fitted))
            _fitted[message.Flags] = fitted = context.Keywords.Base(TargetFlags.Fit(context.Keywords.Flags(message.Flags), accepts));
        return fitted;
    }

    /// <summary>Counts the keywords that a message had and that went not with it.</summary>
    public void CountLost(in ListedMessage message, FlagBase sent)
    {
        if (sent.Keywords == message.Flags.Keywords) return;
        foreach (var keyword in context.Keywords[message.Flags.Keywords].Except(context.Keywords[sent.Keywords]))
            _lostKeywords[keyword] = _lostKeywords.GetValueOrDefault(keyword) + 1;
    }

    /// <summary>Counts what would be lost if everything were copied; for a rehearsal.</summary>
    public void CountLosses()
    {
        for (var i = 0; i < Messages.Count; i++)
            if (work.ToCopy.Contains(Messages[i].Uid)) CountLost(Messages[i], FlagsOf(Messages[i]));
    }

    /// <summary>Puts what an administrator should know of these messages into the report.</summary>
    public void Report()
    {
        foreach (var (keyword, count) in _lostKeywords)
            context.Tally.Note($"{work.SourceName}: {count} messages have the keyword {OtherSideText.Show(keyword)}, which the target does not keep; the ledger remembers it.");
        if (_otherSizes > 0) context.Tally.Note($"{work.SourceName}: {_otherSizes} messages have another size than the source tells; they were copied as they are.");
    }

    /// <summary>Why the target would refuse the message whatever we do, before a byte is sent; null when it would not.</summary>
    public Fault? Refusal(IncomingMessage message)
    {
        if (TooLarge(message.Length) is { } large) return large;
        return message.Length == 0 && !_limits.AcceptsEmptyMessages
            ? new Fault(ConnectorFaults.MessageRefused, Side.Target, "The message has no bytes at all, and the target takes no empty messages.")
            : null;
    }

    /// <summary>The fault when a message of this size is over the target's limit.</summary>
    public Fault? TooLarge(long bytes) => _limits.MaxMessageBytes is { } max && bytes > max
        ? new Fault(ConnectorFaults.MessageTooLarge, Side.Target, string.Create(CultureInfo.InvariantCulture,
            $"The message has {new ByteSize(bytes)}, the target takes at most {new ByteSize(max)}."))
        : null;

    /// <summary>Leaves a message out and remembers why.</summary>
    public void Skip(uint uid, SkipReason reason, Fault fault)
    {
        var index = Messages.Find(uid);
        var listed = index >= 0 ? Messages[index] : default;
        _skippedBefore ??= context.Ledger.Skipped.Where(s => s.FolderId == work.Id).ToDictionary(s => s.SourceUid);
        var before = _skippedBefore.GetValueOrDefault(uid);
        Skipped[uid] = new SkippedItem(work.Id, uid, reason)
        {
            Folder = work.SourceFolder.Path, Code = fault.Code, Told = fault.Told, Size = listed.Size, Received = index >= 0 ? listed.Received : null,
            Tries = (before?.Tries ?? 0) + 1, Subject = before?.Subject,
        };
        context.Progress.Done(1, listed.Size);
    }
}
