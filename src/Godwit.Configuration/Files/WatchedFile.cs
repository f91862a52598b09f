namespace Godwit.Configuration;

/// <summary>
/// What a small file says, read again whenever the file has changed. Whoever asks pays for one look at the file's time and length; nobody is waited for. Once it was read, a file that
/// vanishes or breaks changes nothing: the last good content stays, and the fault is told once. Safe for several threads.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="read">Reads the content; throws what it likes.</param>
/// <param name="onFault">Told when a changed file could not be read.</param>
/// <typeparam name="T">What the file says.</typeparam>
public sealed class WatchedFile<T>(string path, Func<string, T> read, Action<string, Exception>? onFault = null) where T : class
{
    private readonly Lock _gate = new();
    private volatile Snapshot? _last;

    /// <summary>What the file says now.</summary>
    /// <exception cref="Exception">It could never be read; whatever reading threw.</exception>
    public T Current
    {
        get
        {
            var stamp = Stamp.Of(path);
            var last = _last;
            return last is not null && last.Stamp == stamp ? last.Content : Refresh(stamp);
        }
    }

    private T Refresh(Stamp stamp)
    {
        lock (_gate)
        {
            var last = _last;
            if (last is not null && last.Stamp == stamp) return last.Content;
            try
            {
                _last = new Snapshot(stamp, read(path));
            }
            catch (Exception broken) when (last is not null)
            {
                _last = last with { Stamp = stamp };
                onFault?.Invoke(path, broken);
            }
            return _last.Content;
        }
    }

    private sealed record Snapshot(Stamp Stamp, T Content);
}

/// <summary>By what a changed file is known.</summary>
/// <param name="Written">When it was written last; 1601 when there is none.</param>
/// <param name="Length">Its length, or -1.</param>
public readonly record struct Stamp(DateTime Written, long Length)
{
    /// <summary>The stamp of a file as it is now.</summary>
    public static Stamp Of(string path)
    {
        var file = new FileInfo(path);
        return new Stamp(file.LastWriteTimeUtc, file.Exists ? file.Length : -1);
    }
}
