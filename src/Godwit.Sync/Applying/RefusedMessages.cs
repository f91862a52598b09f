namespace Godwit.Sync;

/// <summary>
/// Messages that the target refused one by one. Each gets another chance without its keywords (a server may refuse one that it announced to keep); what is refused again is listed and left behind.
/// </summary>
internal sealed class RefusedMessages(FolderCopy copy, CopyPlan plan)
{
    public void TryAgain(IReadOnlyList<(uint Uid, Fault Fault, int GroupSize)> refused)
    {
        foreach (var (uid, fault, _) in refused)
        {
            var last = fault;
            if (HasKeywords(uid)) last = WithoutKeywords(uid);
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
}
