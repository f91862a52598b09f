using Godwit.Connectors.Imap;

namespace Godwit.Server.Ends;

/// <summary>Watches mailboxes of IMAP endpoints.</summary>
/// <param name="passwords">Gives the password of a move's source, at each sign-in.</param>
internal sealed class ImapMailboxWatcher(Func<MoveOrder, Endpoint, string> passwords) : IMailboxWatcher
{
    /// <inheritdoc/>
    public IMailboxWatch Of(MoveOrder order, Endpoint endpoint) => new Watch(EndpointConnectors.Imap(endpoint.Order, order.Address, order.UserName, () => passwords(order, endpoint), Side.Source));

    private sealed class Watch(ImapSettings settings) : IMailboxWatch
    {
        private volatile ImapWatch? _running;

        public void Run(Action<string> opened, Action changed, CancellationToken cancellation)
        {
            using var watch = ImapWatch.Open(settings, changed, cancellation);
            if (watch is null) return;
            opened(watch.Inbox.ToString());
            _running = watch;
            watch.Run(cancellation);
        }

        public void Renew() => _running?.Renew();
    }
}
