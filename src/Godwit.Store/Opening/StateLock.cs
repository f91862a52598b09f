using System.Globalization;
using System.Text;

namespace Godwit.Store;

/// <summary>
/// The lock of one state for a whole run: <c>&lt;state&gt;.lock</c>, held open under a lock of the operating system, which lets go of it when the process dies, however it dies.
/// The file says who holds it; it stays when the lock is released, but beside a state that never was one. Somebody may have opened the file just before it is removed, and would then hold a lock that
/// nobody else sees: so whoever has taken a lock looks whether the file of that name is still the one that is locked.
/// </summary>
internal sealed class StateLock : IDisposable
{
    private const int MaxHolderBytes = 300, TokenBytes = 16;
    private readonly FileStream _held;

    private readonly string _path;

    private StateLock(string path, FileStream held) => (_path, _held) = (path, held);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FaultException">Another process holds it, or the folder cannot be written.</exception>
    public static StateLock Take(string statePath, TimeProvider clock)
    {
        var path = statePath + ".lock";
        try
        {
            while (true)
            {
                var held = new FileStream(path, Options());
                var words = Sign(held, clock);
                if (words is null || IsThere(path, words)) return new StateLock(path, held);
                held.Dispose();
            }
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
    /// <returns>What was written, which nobody else ever writes; null when it could not be.</returns>
    private static byte[]? Sign(FileStream held, TimeProvider clock)
    {
        var since = clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture);
        var words = new byte[MaxHolderBytes];
        Encoding.UTF8.TryGetBytes($"process {Environment.ProcessId} on {Environment.MachineName} since {since}", words.AsSpan(0, MaxHolderBytes - TokenBytes - 1), out _);
        Guid.NewGuid().TryWriteBytes(words.AsSpan(MaxHolderBytes - TokenBytes));
        try
        {
            held.Write(words);
            return words;
        }
        catch (IOException)
        {
            held.Position = 0;
            return null;
        }
    }

    /// <summary>True when the file of this name says the same. On Windows a file that is open cannot be removed.</summary>
    private static bool IsThere(string path, ReadOnlySpan<byte> words)
    {
        if (OperatingSystem.IsWindows()) return true;
        using var file = PlainFile.OpenToRead(path);
        if (file.IsInvalid) return File.Exists(path);   // Somebody may have taken the right to read it.
        Span<byte> read = stackalloc byte[MaxHolderBytes];
        return read[..RandomAccess.Read(file, read, 0)].SequenceEqual(words);
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
        var end = words[..length].IndexOf((byte)0);
        return length == 0 ? unknown : OtherSideText.Show(Encoding.UTF8.GetString(words[..(end < 0 ? length : end)]));
    }

    /// <summary>Removes the file and lets go of the lock.</summary>
    public void Remove()
    {
        // Before it is let go: afterwards it may be somebody else's. Windows removes no file that is open, so there it stays.
        if (!OperatingSystem.IsWindows()) File.Delete(_path);
        _held.Dispose();
    }

    public void Dispose() => _held.Dispose();
}
