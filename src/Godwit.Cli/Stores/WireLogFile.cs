using System.Text;
using Godwit.Imap;

namespace Godwit.Cli;

/// <summary>
/// A file of what is said to both servers and by them, a line each: side, number of the connection, time, speaker (C is us, S the server), text. The library masks secrets, leaves messages out and
/// escapes control characters. The file is its owner's alone.
/// </summary>
internal sealed class WireLogFile : IDisposable
{
    private const int MaxLineLength = 4_096;
    private readonly Lock _gate = new();
    private readonly PrintStream _printed;
    private readonly StreamWriter _file;
    private readonly TimeProvider _clock;
    private int _connections;

    private WireLogFile(PrintStream printed, TimeProvider clock) => (_printed, _file, _clock) = (printed, new StreamWriter(printed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), clock);

    /// <summary>Why the log ends before what was said does, once it is closed; null when it is whole. A log that does not fit on the disk is no reason to end a move.</summary>
    public string? Failure => _printed.Failure;

    /// <summary>Makes the file anew.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/>.</exception>
    public static WireLogFile Create(string path, TimeProvider clock)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new WireLogFile(new PrintStream(new FileStream(path, options)), clock);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The wire log '{path}' cannot be written: {refusal.Message}", refusal);
        }
    }

    /// <summary>Makes the log of each connection to one side; they are told apart by number, and by the mailbox's name where there are several mailboxes.</summary>
    public Func<IWireLog> For(Side side, string? mailbox = null) => () =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{NameOf(side, mailbox)} {Interlocked.Increment(ref _connections)}");
        return new TextWireLog(line => Write(name, line), _clock);
    };

    /// <summary>Takes whole lines of one side: what is asked of a proxy, and its answers. Each begins with the number of its lane.</summary>
    public Action<string> LinesOf(Side side, string? mailbox = null)
    {
        var name = NameOf(side, mailbox);
        return line => Write(name, line);
    }

    private static string NameOf(Side side, string? mailbox) =>
        (mailbox is null ? "" : OtherSideText.Show(mailbox) + " ") + (side == Side.Source ? "source" : "target");

    private void Write(string connection, string line)
    {
        lock (_gate) _file.WriteLine($"{connection} {(line.Length <= MaxLineLength ? line : line[..MaxLineLength])}");
    }

    public void Dispose()
    {
        lock (_gate) _file.Dispose();
    }
}
