namespace Godwit.Connectors.Imap;

/// <summary>The mailbox's quota.</summary>
internal sealed partial class ImapLane : ITellsRoom
{
    private const long StorageUnit = 1024;   // RFC 9208 section 5.1

    public MailboxRoom? ReadRoom(CancellationToken cancellation) => Run(_ => Facts.Capabilities.Has("QUOTA") ? Room(AskForQuota()) : null, cancellation);

    // INBOX stands for the mailbox: a quota of another folder alone would be a rarity that the copy meets when it comes to it.
    private IReadOnlyList<QuotaLimit> AskForQuota()
    {
        try
        {
            return Connection.Send(new GetQuotaRootCommand("INBOX")).Wait();
        }
        catch (ImapRefusedException)
        {
            return [];   // Offered by the server, and not there for this user.
        }
    }

    private static MailboxRoom? Room(IReadOnlyList<QuotaLimit> limits)
    {
        var (bytes, messages) = (Free(limits, "STORAGE", StorageUnit), Free(limits, "MESSAGE", 1));
        return bytes is null && messages is null ? null : new MailboxRoom(bytes, messages);
    }

    private static long? Free(IReadOnlyList<QuotaLimit> limits, string resource, long unit) =>
        limits.Where(limit => limit.Resource == resource).Select(limit => (long?)Math.Clamp(limit.Limit - limit.Usage, 0, long.MaxValue / unit) * unit).Min();
}
