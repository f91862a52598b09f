namespace Godwit.Sync;

/// <summary>
/// Messages that the target refused one by one. Each gets another chance without its keywords (a server may refuse one that it announced to keep), then with its damage repaired, from what nobody
/// notices to what changes most; what is refused all the same is listed and left behind.
/// </summary>
internal sealed class RefusedMessages(FolderCopy copy, CopyPlan plan, PassContext context)
{
    public void TryAgain(IReadOnlyList<RefusedMessage> refused)
    {
        foreach (var (uid, fault, _) in refused)
        {
            var last = HasKeywords(uid) ? WithoutKeywords(uid) : fault;
            if (last is { Kind: var kind } && kind == ConnectorFaults.MessageRefused) last = Repaired(uid, last);
            if (last is not null) plan.Skip(uid, last.Kind == ConnectorFaults.MessageTooLarge ? SkipReason.Large : SkipReason.Bad, last);
        }
    }

    private bool HasKeywords(uint uid)
    {
        var index = plan.Messages.Find(uid);
        return index >= 0 && plan.FlagsOf(plan.Messages[index]).Keywords != 0;
    }

    private Fault? WithoutKeywords(uint uid)
    {
        plan.WithoutKeywords = true;
        try { return copy.AppendAlone(uid); }
        finally { plan.WithoutKeywords = false; }
    }

    private Fault? Repaired(uint uid, Fault refusal)
    {
        if (copy.Survey(uid) is not { } surveyed) return refusal;
        var attempts = new List<Repair>();
        while (RepairPlan.For(surveyed.Damage.Found, attempts, refusal.Told) is var repair && repair != Repair.None)
        {
            attempts.Add(repair);
            if (copy.AppendRepaired(uid, repair, surveyed.Digest) is not { } again)
            {
                context.Tally.Note($"{plan.Work.SourceName}: message {uid} was refused as it is ({refusal.Code}) and stored repaired. {repair.Told()}");
                return null;
            }
            refusal = again;
        }
        return refusal;
    }
}

/// <summary>What the target has said of a message.</summary>
/// <param name="Uid">The message, on the source.</param>
/// <param name="Fault">Why.</param>
/// <param name="GroupSize">How many messages the refused append had; 1 blames this one.</param>
internal sealed record RefusedMessage(uint Uid, Fault Fault, int GroupSize);
