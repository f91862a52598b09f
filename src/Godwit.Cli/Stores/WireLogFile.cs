using System.Text;
using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>
/// A file of what is said to both servers and by them, a line each: seconds, side, direction, text. The library masks secrets and leaves messages out; control characters are shown escaped
/// here. The file is its owner's alone.
/// </summary>
internal sealed class WireLogFile : IDisposable
{
    private const int MaxPartBytes = 4_096;
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
            return new WireLogFile(new StreamWriter(path, Encoding.UTF8, options), clock);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The wire log '{path}' cannot be written: {refusal.Message}", refusal);
        }
    }

    /// <summary>The log of one side; its connections share it.</summary>
    public IWireLog For(Side side) => new OneSide(this, side == Side.Source ? "source" : "target");

    private void Write(string side, string direction, ReadOnlySpan<byte> part)
    {
        var shown = Show(part.Length <= MaxPartBytes ? part : part[..MaxPartBytes]);
        lock (_gate)
        {
            try
            {
                _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.GetElapsedTime(_started).TotalSeconds,10:F3} {side} {direction} {shown}"));
            }
            catch (IOException)
            {
                return;   // A log that does not fit on the disk is no reason to end a move.
            }
        }
    }

    private static string Show(ReadOnlySpan<byte> part)
    {
        var shown = new StringBuilder(part.Length);
        foreach (var octet in part)
        {
            if (octet is >= 0x20 and < 0x7F) shown.Append((char)octet);
            else if (octet is not ((byte)'\r' or (byte)'\n')) shown.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
        }
        return shown.ToString();
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

    private sealed class OneSide(WireLogFile file, string side) : IWireLog
    {
        public void Received(ReadOnlySpan<byte> part) => file.Write(side, "<", part);

        public void Sent(ReadOnlySpan<byte> part) => file.Write(side, ">", part);
    }
}
