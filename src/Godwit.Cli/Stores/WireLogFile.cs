using System.Text;
using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>
/// A file of what is said to both servers and by them, a line each: seconds, side and thread (a connection keeps to one for each direction), direction, text. The library masks
/// secrets and leaves messages out. The file is its owner's alone.
/// </summary>
internal sealed class WireLogFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _file;
    private readonly TimeProvider _clock;
    private readonly long _started;

    private WireLogFile(StreamWriter file, TimeProvider clock) => (_file, _clock, _started) = (file, clock, clock.GetTimestamp());

    /// <summary>Makes the file anew.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/>.</exception>
    public static WireLogFile Create(string path, TimeProvider clock)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new WireLogFile(new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options), clock);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The wire log '{path}' cannot be written: {refusal.Message}", refusal);
        }
    }

    /// <summary>The log of one side; its connections share it.</summary>
    public IWireLog For(Side side) => new OneSide(this, side == Side.Source ? "source" : "target");

    private void Write(string side, string direction, string line)
    {
        lock (_gate)
        {
            try
            {
                _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetElapsedTime(_started).TotalSeconds,10:F3} {side}#{Environment.CurrentManagedThreadId} {direction} {line}"));
            }
            catch (IOException)
            {
                return;   // A log that does not fit on the disk is no reason to end a move.
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _file.Dispose();
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    /// <summary>The connections of one side share it; each thread has lines of its own, so that their parts do not mix.</summary>
    private sealed class OneSide(WireLogFile file, string side) : IWireLog
    {
        private readonly Dictionary<int, WireLine> _received = [];
        private readonly Dictionary<int, WireLine> _sent = [];

        public void Received(ReadOnlySpan<byte> part) => OfThisThread(_received).Add(part, line => file.Write(side, "<", line));

        public void Sent(ReadOnlySpan<byte> part) => OfThisThread(_sent).Add(part, line => file.Write(side, ">", line));

        private static WireLine OfThisThread(Dictionary<int, WireLine> lines)
        {
            lock (lines)
            {
                var thread = Environment.CurrentManagedThreadId;
                return lines.TryGetValue(thread, out var line) ? line : lines[thread] = new WireLine();
            }
        }
    }
}
