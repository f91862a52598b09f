namespace Godwit.Connectors.Maildir;

/// <summary>Takes messages from a feed into a folder, group by group.</summary>
internal sealed class Appending(MaildirStore store, MaildirFolder folder, StoreFaults faults, AppendOptions options) : IDisposable
{
    private readonly TemporaryFile _writer = new(store, folder, faults);
    private readonly AppendGroup _group = new(store, folder, faults);
    private readonly UniqueNames _names = new(store.Clock);
    private KeywordTable _keywords = folder.ReadKeywords();

    public void Run(IMessageFeed feed, IAppendOutcomes outcomes, CancellationToken cancellation)
    {
        try
        {
            while (feed.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                if (IsTooLarge(feed.Current, out var fault))
                {
                    // Outcomes keep the order of the feed.
                    Commit(outcomes, cancellation);
                    outcomes.Refused(feed.Current.Ticket, fault!, 1);
                    continue;
                }
                Take(feed.Current, cancellation);
                if (IsFull) Commit(outcomes, cancellation);
            }
            Commit(outcomes, cancellation);
        }
        catch
        {
            _group.Discard();
            throw;
        }
    }

    private bool IsFull => _group.Count >= Math.Min(options.MaxGroupMessages, AppendGroup.MostMessages) || _group.Bytes >= options.MaxGroupBytes;

    private bool IsTooLarge(OutgoingMessage message, out Fault? fault)
    {
        fault = message.Length <= store.Settings.MaxMessageBytes ? null : faults.Make(ConnectorFaults.MessageTooLarge,
            $"A message of {new ByteSize(message.Length)} is larger than the limit of {new ByteSize(store.Settings.MaxMessageBytes)} of {faults.Store}.").Fault;
        return fault is not null;
    }

    private void Take(OutgoingMessage message, CancellationToken cancellation)
    {
        var flags = message.Flags;
        if (flags.Keywords.Count > 0 && !_keywords.Knows(flags.Keywords))
            _keywords = KeywordFile.Extend(folder.Directory, flags.Keywords, store.Replacement(faults), cancellation);
        var received = message.Received ?? ReceivedDate.From(store.Clock.GetUtcNow());
        if (_group.Count == 0) _group.Begin();
        var name = _group.NextName;
        var length = _names.Write(name);
        var pending = new PendingMessage { Ticket = message.Ticket, TmpLength = length, Letters = _keywords.LettersOf(flags), Received = received };
        pending.File = _writer.Write(message, name[..length], received.UnixSeconds);
        _group.Add(pending);
    }

    private void Commit(IAppendOutcomes outcomes, CancellationToken cancellation) => _group.Commit(options.Generation, _keywords, outcomes, cancellation);

    public void Dispose() => _writer.Dispose();
}
