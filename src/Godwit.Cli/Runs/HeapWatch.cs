namespace Godwit.Cli;

/// <summary>
/// Has garbage collected while several mailboxes are moved. Left alone the runtime waits until as much was allocated as the processor's cache holds, which on large servers is hundreds of megabytes:
/// more than whole runs allocate, so that what mailboxes leave behind adds up. A collection here takes some milliseconds, since what lives is little and mostly buffers.
/// </summary>
internal sealed class HeapWatch : IDisposable
{
    private const long GrowthBytes = 6 * 1024 * 1024;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly ITimer _timer;
    private long _atLeast;

    /// <summary>Watches until it is disposed.</summary>
    public HeapWatch(TimeProvider clock) => _timer = clock.CreateTimer(static me => ((HeapWatch)me!).Look(), this, Every, Every);

    // Two looks at once would only collect twice.
    private void Look()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < _atLeast + GrowthBytes) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        _atLeast = GC.GetTotalMemory(forceFullCollection: false);
    }

    public void Dispose() => _timer.Dispose();
}
