namespace Godwit.Connectors.Maildir;

/// <summary>A token whose striking in the middle of a message closes the lane, as the contract promises for every store.</summary>
internal sealed class LaneCancellation(Action closeLane, CancellationToken token)
{
    public CancellationToken Token => token;

    public void ThrowInMidMessage()
    {
        if (!token.IsCancellationRequested) return;
        closeLane();
        token.ThrowIfCancellationRequested();
    }
}
