namespace Godwit.Connectors;

/// <summary>Lets time pass. Everything in Godwit that waits on purpose waits here, so that tests wait for nothing.</summary>
public interface IPause
{
    /// <summary>Returns after this time, at once when it is not positive.</summary>
    /// <exception cref="OperationCanceledException">The token struck first.</exception>
    void For(TimeSpan time, CancellationToken cancellation);
}

/// <summary>Pauses by a clock: the machine's own, or one that a test moves on.</summary>
/// <param name="clock">The clock.</param>
public sealed class ClockPause(TimeProvider clock) : IPause
{
    /// <inheritdoc/>
    public void For(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (time <= TimeSpan.Zero) return;
        using var over = new ManualResetEventSlim();
        using var timer = clock.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), over, time, Timeout.InfiniteTimeSpan);
        over.Wait(cancellation);
    }
}
