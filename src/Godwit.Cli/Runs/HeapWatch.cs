namespace Godwit.Cli;

/// <summary>
/// Has garbage collected while mailboxes are moved. Left alone the runtime waits until as much was allocated as the processor's cache holds, which on large servers is hundreds of megabytes:
/// more than whole runs allocate, so that what mailboxes leave behind adds up. A collection here takes some milliseconds, since what lives is little and mostly buffers.
/// </summary>
internal sealed class HeapWatch : IDisposable
{
    /// <summary>Collects after so much growth where many mailboxes are moved at once, and where one is, which may hold a million messages.</summary>
    public const long OfMany = 6 << 20, OfOne = 32 << 20;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly ITimer _timer;
    private readonly long _growthBytes;
    private long _atLeast;

    /// <summary>Watches until it is disposed.</summary>
    public HeapWatch(TimeProvider clock, long growthBytes)
    {
        _growthBytes = growthBytes;
        _timer = clock.CreateTimer(static me => ((HeapWatch)me!).Look(), this, Every, Every);
    }

    // Two looks at once would only collect twice.
    private void Look()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < _atLeast + _growthBytes) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        _atLeast = GC.GetTotalMemory(forceFullCollection: false);
    }

    public void Dispose() => _timer.Dispose();
}
