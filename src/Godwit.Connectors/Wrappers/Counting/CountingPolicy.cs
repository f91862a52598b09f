namespace Godwit.Connectors;

/// <summary>One counting lane.</summary>
internal sealed class CountingPolicy(IMailboxSource lane, TrafficCounter counter) : LanePolicy(lane)
{
    public override T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation)
    {
        var began = counter.Now;
        counter.Enter(call);
        try
        {
            return act();
        }
        finally
        {
            counter.Leave(call);
            var took = counter.Since(began);
            counter.Record(call, took, took);
        }
    }

    public override void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation)
    {
        var counted = new CountedFeed(feed, counter);
        var began = counter.Now;
        counter.Enter(LaneCall.Append);
        try
        {
            act(counted);
        }
        finally
        {
            counter.Leave(LaneCall.Append);
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
            counter.Enter(LaneCall.ListMessages);
            try
            {
                return inner.MoveNext(out entry);
            }
            finally
            {
                counter.Leave(LaneCall.ListMessages);
                counter.AddWait(counter.Since(began));
            }
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
            counter.Enter(LaneCall.ReadMessages);
            try
            {
                var found = base.MoveNext();
                if (found) counter.ReadMessage();
                return found;
            }
            finally
            {
                Answered(began);
            }
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var began = counter.Now;
            counter.Enter(LaneCall.ReadMessages);
            try
            {
                var piece = base.NextPiece();
                counter.ReadBytes(piece.Length);
                return piece;
            }
            finally
            {
                Answered(began);
            }
        }

        private void Answered(long began)
        {
            counter.Leave(LaneCall.ReadMessages);
            counter.AddWait(counter.Since(began));
        }
    }

    /// <summary>Counts what is taken from the feed, and the time that the feed itself spends: whoever waits for the feed does not wait for the store.</summary>
    private sealed class CountedFeed(IMessageFeed inner, TrafficCounter counter) : DelegatingFeed(inner)
    {
        public TimeSpan Spent { get; private set; }

        public override bool MoveNext()
        {
            var began = counter.Now;
            counter.Leave(LaneCall.Append);
            try
            {
                var found = base.MoveNext();
                if (found) counter.WroteMessage();
                return found;
            }
            finally
            {
                Fed(began);
            }
        }

        public override ReadOnlyMemory<byte> NextPiece()
        {
            var began = counter.Now;
            counter.Leave(LaneCall.Append);
            try
            {
                var piece = base.NextPiece();
                counter.WroteBytes(piece.Length);
                return piece;
            }
            finally
            {
                Fed(began);
            }
        }

        private void Fed(long began)
        {
            counter.Enter(LaneCall.Append);
            Spent += counter.Since(began);
        }
    }
}
