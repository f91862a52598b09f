namespace Godwit.Connectors;

/// <summary>
/// What a wrapper does around the work of one lane, and the lane that it wraps. It is written once and serves a <see cref="DelegatingSource"/> and a
/// <see cref="DelegatingTarget"/> alike. Like a lane it belongs to one thread at a time.
/// </summary>
/// <param name="lane">The lane that does the work; an <see cref="IMailboxTarget"/> where a target is wrapped.</param>
public abstract class LanePolicy(IMailboxSource lane)
{
    /// <summary>The lane that does the work.</summary>
    public IMailboxSource Lane { get; } = lane;

    /// <summary>Around every call but an append. <paramref name="act"/> makes the call on <see cref="Lane"/>.</summary>
    public virtual T Call<T>(LaneCall call, Func<T> act, CancellationToken cancellation) where T : class?
    {
        ArgumentNullException.ThrowIfNull(act);
        return act();
    }

    /// <summary>Around an append. <paramref name="act"/> makes the call on <see cref="Lane"/> with the feed that it is given.</summary>
    public virtual void Append(IMessageFeed feed, Action<IMessageFeed> act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        act(feed);
    }

    /// <summary>Around the messages of a listing that was just opened.</summary>
    public virtual MessageListing Listing(MessageListing listing) => listing;

    /// <summary>Around the messages of a reader that was just opened.</summary>
    public virtual IMessageReader Reading(IMessageReader reader, CancellationToken cancellation) => reader;
}
