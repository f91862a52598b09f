namespace Godwit.Connectors;

/// <summary>
/// A mailbox that cannot be changed through here: every change is refused with <see cref="ConnectorFaults.ReadOnly"/> before it reaches the store, and the lane goes on. Its
/// target lanes are real ones, because a store may say only to a writer which flags it would keep.
/// </summary>
/// <param name="inner">The mailbox.</param>
public sealed class ReadOnlyConnector(IMailboxConnector inner) : IMailboxConnector
{
    /// <inheritdoc/>
    public string Identity => inner.Identity;

    /// <inheritdoc/>
    public string? RealPath => inner.RealPath;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => inner.OpenSource(cancellation);

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => new DelegatingTarget(new Policy(inner.OpenTarget(cancellation)));

    private sealed class Policy(IMailboxSource lane) : LanePolicy(lane)
    {
        public override T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation) => call.IsChange() ? throw Refused(call) : act();

        public override void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation) => throw Refused(LaneCall.Append);

        private static FaultException Refused(LaneCall call) =>
            new(new Fault(ConnectorFaults.ReadOnly, Side.Service, $"The mailbox is opened for reading only; {call} was not done.") { Reach = Reach.Folder });
    }
}
