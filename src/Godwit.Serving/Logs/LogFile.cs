using System.Threading.Channels;

namespace Godwit.Serving;

/// <summary>
/// A log whose lines are written by one task in the background. Writing a line never waits: when the disk is slower than the requests, lines are dropped and counted. Files rotate by time and size.
/// </summary>
public sealed class LogFile : IAsyncDisposable
{
    private const int MaxWaitingLines = 8192;

    private readonly Channel<(string? Line, TaskCompletionSource? Flushed)> _waiting =
        Channel.CreateBounded<(string? Line, TaskCompletionSource? Flushed)>(new BoundedChannelOptions(MaxWaitingLines) { SingleReader = true });
    private readonly LogParts _parts;
    private readonly Task _writing;
    private long _dropped;

    /// <summary>A log of this folder; nothing is written before the first line.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="layout">Names and beginnings.</param>
    /// <param name="keepDays">Older files are removed; 0 keeps all.</param>
    /// <param name="clock">Tells which file it is time for.</param>
    public LogFile(string folder, ILogLayout layout, int keepDays, TimeProvider clock)
    {
        _parts = new LogParts(folder, layout, keepDays, clock);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many lines were lost because the disk was too slow or refused.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Writes a line soon.</summary>
    public void Write(string line)
    {
        if (!_waiting.Writer.TryWrite((line, null))) Interlocked.Increment(ref _dropped);
    }

    /// <summary>Ends when everything written before is on its way to the disk.</summary>
    public async Task FlushAsync()
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync((null, flushed)).ConfigureAwait(false);
        await flushed.Task.ConfigureAwait(false);
    }

    /// <summary>Writes what waits and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        _parts.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_waiting.Reader.TryRead(out var next)) Take(next.Line, next.Flushed);
            Try(_parts.Flush);
        }
    }

    private void Take(string? line, TaskCompletionSource? flushed)
    {
        if (line is not null) Try(() => _parts.Write(line));
        if (flushed is null) return;
        Try(_parts.Flush);
        flushed.SetResult();
    }

    // A full disk must not end the service; the lines are counted and the next one tries again.
    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Interlocked.Increment(ref _dropped);
            _parts.Abandon();
        }
    }
}
