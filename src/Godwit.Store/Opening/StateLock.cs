using System.Globalization;
using System.Text;

namespace Godwit.Store;

/// <summary>
/// The lock of one state for a whole run: <c>&lt;state&gt;.lock</c>, held open under a lock of the operating system, which lets go of it when the process dies, however it dies.
/// The file says who holds it; it stays when the lock is released, because removing it could take away the lock of somebody who just took it.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const int MaxHolderBytes = 300;
    private readonly FileStream _held;

    private StateLock(FileStream held) => _held = held;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FaultException">Another process holds it, or the folder cannot be written.</exception>
    public static StateLock Take(string statePath, TimeProvider clock)
    {
        var path = statePath + ".lock";
        try
        {
            var held = new FileStream(path, Options(FileAccess.ReadWrite, FileShare.None));
            Sign(held, clock);
            return new StateLock(held);
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw StoreFaults.NotWritable(statePath, refusal.Message, refusal);
        }
        catch (IOException refusal)
        {
            throw Holder(path) is { } holder ? StoreFaults.InUse(statePath, holder) : StoreFaults.NotWritable(statePath, refusal.Message, refusal);
        }
    }

    private static FileStreamOptions Options(FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // The lock counts, not the words in it: a disk too full for them does not stand in the way.
    private static void Sign(FileStream held, TimeProvider clock)
    {
        var since = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        try
        {
            held.SetLength(0);
            held.Write(Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName} since {since}"));
        }
        catch (IOException)
        {
            held.SetLength(0);
        }
    }

    /// <summary>Who holds the lock, or null when nobody does and the file could not be opened for another reason.</summary>
    private static string? Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, Options(FileAccess.Read, FileShare.ReadWrite));
            var text = new byte[MaxHolderBytes];
            var length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length == 0 ? "another process" : OtherSideText.Show(Encoding.UTF8.GetString(text, 0, length));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
