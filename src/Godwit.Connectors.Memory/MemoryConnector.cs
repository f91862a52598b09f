namespace Godwit.Connectors.Memory;

/// <summary>Lanes over a <see cref="MemoryMailbox"/>, which keep every promise of the contract, and break it only where <see cref="IMemoryFaults"/> says so.</summary>
/// <param name="mailbox">The mailbox, which other connectors may share.</param>
/// <param name="faults">What goes wrong; nothing when null.</param>
public sealed class MemoryConnector(MemoryMailbox mailbox, IMemoryFaults? faults = null) : IMailboxConnector
{
    private int _lanes;

    /// <summary>The mailbox behind the lanes.</summary>
    public MemoryMailbox Mailbox => mailbox;

    /// <inheritdoc/>
    public string Identity => $"memory:{mailbox.Name}";

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) =>
        new MemorySource(new MemoryLane(mailbox, faults, Interlocked.Increment(ref _lanes), Side.Source, cancellation));

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) =>
        new MemoryTarget(new MemoryLane(mailbox, faults, Interlocked.Increment(ref _lanes), Side.Target, cancellation));
}
