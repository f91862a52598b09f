namespace Godwit.Connectors.Maildir;

/// <summary>The error numbers of Linux that we tell apart.</summary>
internal static class Errno
{
    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, InputOutput = 5, WouldBlock = 11, AccessDenied = 13, Exists = 17, NotDirectory = 20, IsDirectory = 21,
        Invalid = 22, TooManyFilesInSystem = 23, TooManyFiles = 24, FileTooBig = 27, NoSpace = 28, ReadOnlyFileSystem = 30, NameTooLong = 36, NotImplemented = 38,
        NotEmpty = 39, LinkLoop = 40, Stale = 116, QuotaExceeded = 122;

    /// <summary>A word that an administrator knows, for the end of a sentence.</summary>
    public static string Describe(int number) => number switch
    {
        NotPermitted => "operation not permitted",
        NoEntry => "it does not exist",
        InputOutput => "input/output error",
        AccessDenied => "permission denied",
        Exists => "it exists already",
        NotDirectory => "it is not a directory",
        IsDirectory => "it is a directory",
        TooManyFilesInSystem or TooManyFiles => "too many open files",
        FileTooBig => "file too large",
        NoSpace => "no space left on the disk",
        ReadOnlyFileSystem => "the file system is read-only",
        NameTooLong => "the name is too long",
        NotEmpty => "it is not empty",
        LinkLoop => "it is a symbolic link",
        Stale => "stale file handle",
        QuotaExceeded => "disk quota exceeded",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"error {number}"),
    };
}
