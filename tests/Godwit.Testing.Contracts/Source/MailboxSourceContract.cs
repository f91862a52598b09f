namespace Godwit.Testing.Contracts;

/// <summary>Every promise of <see cref="IMailboxSource"/>. A store's test class says only how to get a fresh mailbox.</summary>
public abstract partial class MailboxSourceContract
{
    /// <summary>A fresh mailbox with an empty INBOX.</summary>
    protected abstract MailboxFixture NewMailbox();

    private static readonly FolderPath Work = FolderPath.Of("Work");

    private MailboxFixture MailboxWith(FolderPath folder, params SketchedMessage[] messages)
    {
        var mailbox = NewMailbox();
        if (!folder.IsInbox) mailbox.CreateFolder(folder);
        foreach (var message in messages) mailbox.Deliver(folder, message);
        return mailbox;
    }

    private static IMailboxSource Open(MailboxFixture mailbox) => mailbox.Connector.OpenSource(CancellationToken.None);

    private static (FolderStatus Status, bool IsDelta, List<MessageEntry> Entries, UidSet Vanished) Changes(
        IMailboxSource lane, Folder folder, FolderStatus since, UidSet known)
    {
        using var listing = lane.ListMessages(folder, since.Generation, since.Marker, CancellationToken.None);
        var entries = listing.ToList();
        return (listing.Status, listing.IsDelta, entries, listing.IsDelta ? listing.Vanished(known) : known.Except(UidSet.Of(entries.Select(e => e.Uid))));
    }

    private static FolderStatus OpenStatus(IMailboxSource lane, Folder folder)
    {
        using var listing = lane.ListMessages(folder, default, null, CancellationToken.None);
        while (listing.MoveNext(out _)) { }
        return listing.Status;
    }
}
