namespace Godwit.Connectors;

/// <summary>One counting lane.</summary>
internal sealed class CountingPolicy(IMailboxSource lane, TrafficCounter counter) : LanePolicy(lane)
{
    public override T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation)
    {
        var began = counter.Now;
        try
        {
            return act();
        }
        finally
        {
            var took = counter.Since(began);
            counter.Record(call, took, took);
        }
    }

    public override void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation)
    {
        var counted = new CountedFeed(feed, counter);
        var began = counter.Now;
        try
        {
            act(counted);
        }
        finally
        {
            var took = counter.Since(began);
            counter.Record(LaneCall.Append, took, waited: took - counted.Spent);
        }
    }

    public override MessageListing Listing(MessageListing listing) => new CountedListing(listing, counter);

    public override IMessageReader Reading(IMessageReader reader, CancellationToken cancellation) => new CountedReader(reader, counter);

    private sealed class CountedListing(MessageListing inner, TrafficCounter counter) : MessageListing
    {
        public override FolderStatus Status => inner.Status;

        public override bool IsDelta => inner.IsDelta;

        public override bool MoveNext(out MessageEntry entry)
        {
            var began = counter.Now;
            var found = inner.MoveNext(out entry);
            counter.AddWait(counter.Since(began));
            return found;
        }

        public override UidSet Vanished(UidSet known)
        {
            var began = counter.Now;
            var vanished = inner.Vanished(known);
            counter.AddWait(counter.Since(began));
            return vanished;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class CountedReader(IMessageReader inner, TrafficCounter counter) : DelegatingReader(inner)
    {
        public override bool MoveNext()
        {
            var began = counter.Now;
            var found = base.MoveNext();
            counter.AddWait(counter.Since(began));
            if (found) counter.ReadMessage();
            return found;
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var began = counter.Now;
            var piece = base.NextPiece();
            counter.AddWait(counter.Since(began));
            counter.ReadBytes(piece.Length);
            return piece;
        }
    }

    /// <summary>Counts what is taken from the feed, and the time that the feed itself spends.</summary>
    private sealed class CountedFeed(IMessageFeed inner, TrafficCounter counter) : DelegatingFeed(inner)
    {
        public TimeSpan Spent { get; private set; }

        public override bool MoveNext()
        {
            var began = counter.Now;
            var found = base.MoveNext();
            Spent += counter.Since(began);
            if (found) counter.WroteMessage();
            return found;
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var began = counter.Now;
            var piece = base.NextPiece();
            Spent += counter.Since(began);
            counter.WroteBytes(piece.Length);
            return piece;
        }
    }
}
