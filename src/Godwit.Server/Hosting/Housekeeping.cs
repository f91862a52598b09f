namespace Godwit.Server.Hosting;

/// <summary>What has to be done now and then: endpoints are tested, batches that only waited for their last worker go, ledgers of removed moves go. On a thread of its own.</summary>
/// <param name="parts">The service.</param>
/// <param name="log">Takes lines for the administrator's log.</param>
internal sealed class Housekeeping(ServiceParts parts, Action<string> log) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30), LedgersEvery = TimeSpan.FromHours(1);
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;
    private long _ledgersSwept;

    /// <summary>Begins.</summary>
    public void Start()
    {
        _ledgersSwept = parts.Clock.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "housekeeping" };
        _thread.Start();
    }

    /// <summary>Ends, and waits for a test that is under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread?.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Token.WaitHandle.WaitOne(Every))
        {
            try
            {
                parts.Batches.SweepRemoved();
                if (parts.Clock.GetElapsedTime(_ledgersSwept) >= LedgersEvery) SweepLedgers();
                parts.Tests.TestDue(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                log($"error: {broken}");
            }
        }
    }

    private void SweepLedgers()
    {
        _ledgersSwept = parts.Clock.GetTimestamp();
        foreach (var file in Directory.EnumerateFiles(parts.Folder.Ledgers, "*.state"))
        {
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out var id) && parts.Database.Read(session => session.Records.Moves.Find(id)) is null) parts.Engine.Forget(id);
        }
    }
}
