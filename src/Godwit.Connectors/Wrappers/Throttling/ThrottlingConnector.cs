namespace Godwit.Connectors;

/// <summary>Keeps all lanes of a mailbox together within a rate. A body is slowed down between its pieces, where the lane stays alive because bytes keep flowing.</summary>
public sealed class ThrottlingConnector : IMailboxConnector
{
    private readonly IMailboxConnector _inner;
    private readonly Throttle _throttle;

    /// <summary>Keeps this mailbox, together with all others of the same throttle, within its rate.</summary>
    public ThrottlingConnector(IMailboxConnector inner, Throttle throttle)
    {
        ArgumentNullException.ThrowIfNull(throttle);
        (_inner, _throttle) = (inner, throttle);
    }

    /// <summary>Keeps this mailbox within a limit of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public ThrottlingConnector(IMailboxConnector inner, RateLimit limit, TimeProvider time, IPause pause) : this(inner, new Throttle(limit, time, pause)) { }

    /// <inheritdoc/>
    public string Identity => _inner.Identity;

    /// <inheritdoc/>
    public string? RealPath => _inner.RealPath;

    /// <inheritdoc/>
    public IMailboxSource OpenSource(CancellationToken cancellation) => new DelegatingSource(new Policy(_inner.OpenSource(cancellation), _throttle.Bytes, _throttle.Messages));

    /// <inheritdoc/>
    public IMailboxTarget OpenTarget(CancellationToken cancellation) => new DelegatingTarget(new Policy(_inner.OpenTarget(cancellation), _throttle.Bytes, _throttle.Messages));

    private sealed class Policy(IMailboxSource lane, TokenBucket? bytes, TokenBucket? messages) : LanePolicy(lane)
    {
        public override IMessageReader Reading(IMessageReader reader, CancellationToken cancellation) =>
            new ThrottledReader(reader, bytes, messages, cancellation);

        public override void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation) =>
            act(new ThrottledFeed(feed, bytes, messages, cancellation));
    }

    private sealed class ThrottledReader(IMessageReader inner, TokenBucket? bytes, TokenBucket? messages, CancellationToken cancellation) : DelegatingReader(inner)
    {
        public override bool MoveNext()
        {
            if (!base.MoveNext()) return false;
            messages?.Take(1, cancellation);
            return true;
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var piece = base.NextPiece();
            bytes?.Take(piece.Length, cancellation);
            return piece;
        }
    }

    private sealed class ThrottledFeed(IMessageFeed inner, TokenBucket? bytes, TokenBucket? messages, CancellationToken cancellation) : DelegatingFeed(inner)
    {
        public override bool MoveNext()
        {
            if (!base.MoveNext()) return false;
            messages?.Take(1, cancellation);
            return true;
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var piece = base.NextPiece();
            bytes?.Take(piece.Length, cancellation);
            return piece;
        }
    }
}
