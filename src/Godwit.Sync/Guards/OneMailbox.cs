namespace Godwit.Sync;

/// <summary>
/// A move of a mailbox into itself. Two names of one directory are found out by where they lead; a target inside the source would grow with every copy, and the source is never written to.
/// </summary>
public static class OneMailbox
{
    /// <summary>The sentence that says why these are no two mailboxes, or null when they are.</summary>
    public static string? Told(IMailboxConnector source, IMailboxConnector target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (from, to) = (OtherSideText.Show(source.Identity), OtherSideText.Show(target.Identity));
        if (source.Identity == target.Identity) return $"Source and target are the same mailbox, {from}.";
        if (source.RealPath is not { } read || target.RealPath is not { } written) return null;
        if (read == written) return $"Source and target are the same mailbox: {from} and {to} are one directory.";
        if (IsInside(written, read)) return $"The target {to} lies inside the source {from}, which is never written to.";
        return IsInside(read, written) ? $"The source {from} lies inside the target {to}; a source is never written to, nor what is around it." : null;
    }

    /// <summary>Insists that these are two mailboxes.</summary>
    /// <exception cref="FaultException"><see cref="SyncFaults.SameMailbox"/>.</exception>
    public static void Refuse(IMailboxConnector source, IMailboxConnector target)
    {
        if (Told(source, target) is { } told) throw new FaultException(new Fault(SyncFaults.SameMailbox, Side.Service, told));
    }

    private static bool IsInside(string path, string around) => path.StartsWith(around.TrimEnd('/') + "/", StringComparison.Ordinal);
}
