namespace Godwit.Connectors.Maildir;

/// <summary>
/// Waits for what only another process can give, within bounds. The system offers no wait for a file lock that ends at a time or by a token, so this asks again and again
/// after a short wait on the token.
/// </summary>
internal sealed class Patience(TimeProvider clock, TimeSpan longest)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until it is given; throws what <paramref name="tooLong"/> makes when the time is over.</summary>
    public void Until(Func<bool> ask, Func<FaultException> tooLong, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (!ask())
        {
            cancellation.ThrowIfCancellationRequested();
            if (clock.GetElapsedTime(start) >= longest) throw tooLong();
            cancellation.WaitHandle.WaitOne(s_pause);
        }
    }
}
