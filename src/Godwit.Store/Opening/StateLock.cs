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
            var held = new FileStream(path, Options());
            Sign(held, clock);
            return new StateLock(held);
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw StoreFaults.NotWritable(statePath, refusal.Message, refusal);
        }
        catch (IOException refusal)
        {
            throw IsHeld(refusal) ? StoreFaults.InUse(statePath, Holder(path)) : StoreFaults.NotWritable(statePath, refusal.Message, refusal);
        }
    }

    // FileShare.None is flock(LOCK_EX) on Unix.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>
    /// Says who holds the lock. The words are padded, so that they replace those of the last holder without a truncation, which some file systems answer with a flush to the disk.
    /// The lock counts, not the words: a disk too full for them does not stand in the way.
    /// </summary>
    private static void Sign(FileStream held, TimeProvider clock)
    {
        var since = clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        var words = new byte[MaxHolderBytes];
        Encoding.UTF8.TryGetBytes($"process {Environment.ProcessId} on {Environment.MachineName} since {since}", words, out _);
        try
        {
            held.Write(words);
        }
        catch (IOException)
        {
            held.Position = 0;
        }
    }

    // What flock(2) says of a lock that is taken (on Linux; on macOS and the BSDs), and Windows of a file that is shared with nobody.
    private static bool IsHeld(IOException refusal) => refusal.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string Holder(string path)
    {
        const string unknown = "another process";
        if (OperatingSystem.IsWindows()) return unknown;
        using var file = PlainFile.OpenToRead(path);
        if (file.IsInvalid) return unknown;
        Span<byte> words = stackalloc byte[MaxHolderBytes];
        var length = RandomAccess.Read(file, words, 0);
        return length == 0 ? unknown : OtherSideText.Show(Encoding.UTF8.GetString(words[..length]).TrimEnd('\0'));
    }

    public void Dispose() => _held.Dispose();
}
