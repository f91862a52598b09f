namespace Godwit.Store;

/// <summary>SQLite refused. Never leaves this assembly: at its edge it becomes a fault.</summary>
/// <param name="code">The extended result code (sqlite.org/rescode.html).</param>
/// <param name="message">SQLite's words.</param>
internal sealed class DatabaseException(int code, string message) : Exception($"{message} (SQLite {code})")
{
    private const int Permission = 3, Busy = 5, Locked = 6, ReadOnly = 8, Io = 10, Full = 13, CannotOpen = 14;
    private const int ShortRead = Io | 2 << 8, Read = Io | 1 << 8;

    /// <summary>True when somebody else holds the file.</summary>
    public bool IsBusy => Primary is Busy or Locked;

    /// <summary>True when the disk or a right stands in the way, not the file's content.</summary>
    public bool IsAboutWriting => Primary is Permission or ReadOnly or Full or CannotOpen || (Primary == Io && code is not (ShortRead or Read));

    private int Primary => code & 0xFF;
}
