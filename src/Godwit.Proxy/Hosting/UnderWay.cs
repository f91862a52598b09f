namespace Godwit.Proxy.Hosting;

/// <summary>Counts requests from their first step to their line in the log. A client may have its answer before that line is written; whoever reads logs waits here first.</summary>
internal sealed class UnderWay
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public void Begin()
    {
        lock (_gate) Count++;
    }

    public void End()
    {
        lock (_gate)
        {
            if (--Count > 0) return;
            _idle?.SetResult();
            _idle = null;
        }
    }

    /// <summary>Ends when none is under way.</summary>
    public Task IdleAsync()
    {
        lock (_gate) return Count == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}
