namespace Godwit.Proxy.Protocol;

internal sealed partial class ServedCall
{
    private bool _tookMessages;

    /// <summary>What became of a call that failed without saying so itself: as long as no message was taken, nothing was done.</summary>
    public FaultOutcome OutcomeSoFar => request.Operation == Operation.Append && _tookMessages ? FaultOutcome.Unknown : FaultOutcome.NotDone;

    private void Append()
    {
        var folder = ReadFolder();
        var reader = ReadArguments();
        var options = CallCodec.ReadAppend(ref reader);
        OnLane(lane =>
        {
            var feed = new BatchFeed(arguments, () => _tookMessages = true, cancellation);
            var outcomes = new OutcomeWriter(records);
            lane.Target.Append(folder, feed, outcomes, options, cancellation);
        });
    }
}
