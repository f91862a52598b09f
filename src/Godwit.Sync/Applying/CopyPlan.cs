using System.Globalization;

namespace Godwit.Sync;

/// <summary>What is known of the messages of one folder that are being copied: flags and dates from the listing, the target's limits, and the list of those that were left out.</summary>
internal sealed class CopyPlan(FolderWork work, PassContext context)
{
    private readonly MessageLimits _limits = context.Target.Traits.Limits;
    private readonly AcceptedFlags? _accepts = work.TargetView!.Status.Accepts;
    private readonly Dictionary<FlagBase, FlagBase> _fitted = [];
    private Dictionary<uint, ReceivedDate> _repairedDates = [];
    private Dictionary<uint, SkippedItem>? _skippedBefore;

    public FolderWork Work => work;

    public MessageTable Messages => work.SourceView!.New;

    /// <summary>Messages left out in this pass, by uid.</summary>
    public Dictionary<uint, SkippedItem> Skipped { get; } = [];

    /// <summary>Keywords that the target does not keep, with how many messages lost them.</summary>
    public Dictionary<string, int> LostKeywords { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True to send no keywords at all (a server refused one that it had announced to keep).</summary>
    public bool WithoutKeywords { get; set; }

    public void UseDates(Dictionary<uint, ReceivedDate> repaired) => _repairedDates = repaired;

    public ReceivedDate? ReceivedOf(in ListedMessage message) =>
        message.Received ?? (_repairedDates.TryGetValue(message.Uid, out var date) ? date : null);

    /// <summary>The flags to send; what the target would not keep is left out and counted.</summary>
    public FlagBase FlagsOf(in ListedMessage message)
    {
        if (WithoutKeywords) return message.Flags with { Keywords = 0 };
        if (!_fitted.TryGetValue(message.Flags, out var fitted))
            _fitted[message.Flags] = fitted = context.Keywords.Base(TargetFlags.Fit(context.Keywords.Flags(message.Flags), _accepts));
        if (fitted.Keywords != message.Flags.Keywords) CountLost(message.Flags, fitted);
        return fitted;
    }

    private void CountLost(FlagBase had, FlagBase kept)
    {
        foreach (var keyword in context.Keywords[had.Keywords].Except(context.Keywords[kept.Keywords]))
            LostKeywords[keyword] = LostKeywords.GetValueOrDefault(keyword) + 1;
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
