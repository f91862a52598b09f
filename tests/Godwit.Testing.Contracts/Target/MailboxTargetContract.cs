namespace Godwit.Testing.Contracts;

/// <summary>Every promise of <see cref="IMailboxTarget"/>. Where a trait says that the store cannot, the fact expects the refusal.</summary>
public abstract partial class MailboxTargetContract
{
    /// <summary>A fresh mailbox with an empty INBOX.</summary>
    protected abstract MailboxFixture NewMailbox();

    private static readonly FolderPath Work = FolderPath.Of("Work");

    private static IMailboxTarget Open(MailboxFixture mailbox) => mailbox.Connector.OpenTarget(CancellationToken.None);

    private static Folder NewFolder(IMailboxTarget lane, string path) => lane.CreateFolder(FolderPath.Parse(path), SpecialUse.None, CancellationToken.None);

    private static FolderGeneration Another(FolderGeneration generation) => new(generation.Number + 1);

    /// <summary>Stored bytes against sent ones, as far as the store leaves them alone.</summary>
    private static void ShouldHold(IMailboxTarget lane, Folder folder, params IEnumerable<SketchedMessage> messages)
    {
        var bodies = lane.ReadAll(folder).Select(r => r.Bytes).ToList();
        if (lane.Traits.Keeps.RewritesMessages) Assert.Equal(messages.Select(m => m.BodyDigest), bodies.Select(b => Digests.OfBody(b)));
        else Assert.Equal(messages.Select(m => m.Digest), bodies.Select(b => Digests.Of(b)));
    }

    private static RecordedOutcomes AppendBadly(IMailboxTarget lane, Folder folder, SketchFeed feed, CancellationToken cancellation, out Exception thrown)
    {
        var outcomes = new RecordedOutcomes();
        var options = new AppendOptions(lane.GenerationOf(folder));
        thrown = Assert.ThrowsAny<Exception>(() => lane.Append(folder, feed, outcomes, options, cancellation));
        return outcomes;
    }

    /// <summary>After a message that broke off: it is not there, what was told as stored is, and the lane is closed.</summary>
    private static void ShouldHaveStoppedAt(MailboxFixture mailbox, IMailboxTarget lane, SketchedMessage[] messages, int bad, RecordedOutcomes outcomes)
    {
        lane.ShouldBeClosed();
        using var after = Open(mailbox);
        var stored = after.ReadAll(after.Find(Work)).Select(r => Digests.OfBody(r.Bytes)).ToList();
        Assert.True(stored.Count <= bad, "Nothing of the broken message or behind it may be stored.");
        Assert.Equal(messages.Take(stored.Count).Select(m => m.BodyDigest), stored);
        Assert.Equal(Enumerable.Range(0, outcomes.All.Count).Select(i => SketchFeed.FirstTicket + i), outcomes.StoredTickets);
        Assert.True(outcomes.All.Count <= stored.Count, "What was told as stored is there.");
    }
}
