using Godwit.Demo.Comparing;

namespace Godwit.Demo.Running;

/// <summary>What one mailbox came to.</summary>
/// <param name="Address">Whose it is.</param>
/// <param name="Status">The status that the service tells.</param>
/// <param name="Found">What lies on both sides.</param>
internal sealed record MailboxSummary(string Address, string Status, MailboxComparison Found);

/// <summary>What a demonstration came to; every figure is counted or measured in it.</summary>
/// <param name="Mailboxes">Each mailbox.</param>
/// <param name="ChangesMeanwhile">What the busy user did while the mailboxes were moved.</param>
/// <param name="BytesCopied">Bytes that the initial syncs copied, as the service counted them.</param>
/// <param name="InitialSync">How long the initial syncs took, from the start of the batch.</param>
/// <param name="IncrementalSync">How long the incremental syncs took.</param>
/// <param name="Completion">How long the completion took.</param>
/// <param name="Overall">How long all of it took, from the first process on.</param>
/// <param name="Processes">How many processes took part besides ours.</param>
internal sealed record DemoSummary(
    IReadOnlyList<MailboxSummary> Mailboxes, int ChangesMeanwhile, long BytesCopied, TimeSpan InitialSync, TimeSpan IncrementalSync, TimeSpan Completion, TimeSpan Overall, int Processes)
{
    /// <summary>All mailboxes together.</summary>
    public MailboxComparison Found { get; } = Mailboxes.Aggregate(MailboxComparison.None, (sum, mailbox) => sum + mailbox.Found);

    /// <summary>How many mailboxes are completed.</summary>
    public int Completed => Mailboxes.Count(mailbox => mailbox.Status.StartsWith("Completed", StringComparison.Ordinal));

    /// <summary>True when every mailbox is completed and equal on both sides.</summary>
    public bool IsGood => Completed == Mailboxes.Count && Found.IsEqual;
}
