namespace Godwit.Proxy.Protocol;

/// <summary>
/// One append: gathers messages from the feed into batches and sends them one after the other, the next being gathered while one is on its way. A batch is sent again only when it was certainly not
/// taken, which is when a device refused its length: then in halves.
/// </summary>
internal sealed class AppendPump : IDisposable
{
    private readonly LaneSession _session;
    private readonly CancellationToken _cancellation;
    private readonly AppendPreface _preface;
    private readonly BatchSender _sender;
    private Batch _filling = new();
    private Batch _spare = new();
    private long _begun;

    public AppendPump(LaneSession session, Folder folder, IAppendOutcomes outcomes, AppendOptions options, CancellationToken cancellation)
    {
        (_session, _cancellation) = (session, cancellation);
        _preface = new AppendPreface(folder, options);
        _sender = new BatchSender(session, _preface, outcomes, cancellation);
    }

    public void Run(IMessageFeed feed)
    {
        try
        {
            while (feed.MoveNext()) Take(feed.Current);
        }
        catch (Exception e)
        {
            // What is on its way gets its outcomes; what was only gathered is not sent.
            _sender.Wait(ignoreFailure: true);
            if (e is not FaultException { Fault.Reach: <= Reach.Folder } || !ReferenceEquals(e, _sender.Failure)) _session.Close();
            throw;
        }
        if (_filling.Count > 0) HandOver(last: true);
        _sender.Wait(ignoreFailure: false);
    }

    private void Take(OutgoingMessage message)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (message.Length > _session.BatchBytes)
        {
            if (_filling.Count > 0) HandOver(last: false);
            _sender.Wait(ignoreFailure: false);
            _sender.SendAlone(message);
            return;
        }
        if (_filling.Count > 0 && _filling.Length + message.Length > _session.BatchBytes) HandOver(last: false);
        if (_filling.Count == 0) _begun = _session.Settings.Clock.GetTimestamp();
        _filling.Add(message, _cancellation);
        if (_filling.Count >= WireLimits.MaxBatchMessages || _filling.Length >= _session.BatchBytes || HasGatheredLong()) HandOver(last: false);
    }

    private bool HasGatheredLong() => _session.Settings.Clock.GetElapsedTime(_begun) >= _session.Settings.GatherFor;

    private void HandOver(bool last)
    {
        _sender.Wait(ignoreFailure: false);
        (_filling, _spare) = (_spare, _filling);
        if (last) _sender.Send(_spare);
        else _sender.Begin(_spare);
        _filling.Clear();
    }

    public void Dispose()
    {
        _sender.Dispose();
        _filling.Dispose();
        _spare.Dispose();
    }
}
