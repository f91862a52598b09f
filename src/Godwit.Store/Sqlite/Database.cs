using System.Runtime.InteropServices;
using System.Text;

namespace Godwit.Store;

/// <summary>One connection to one file. Not for two threads at once; its owner sees to that.</summary>
internal sealed unsafe class Database : IDisposable
{
    /// <summary>No text and no blob is longer; far above a segment of rows and above a set of a million lone uids.</summary>
    public const int MaxValueBytes = 32 * 1024 * 1024;

    private readonly List<Statement> _statements = [];
    private nint _handle;

    private Database(nint handle) => _handle = handle;

    /// <summary>Opens a file that is there, or creates it where <paramref name="create"/> says so.</summary>
    /// <exception cref="DatabaseException">It cannot be opened.</exception>
    public static Database Open(string path, bool create = false)
    {
        var flags = Native.OpenReadWrite | Native.OpenNoMutex | (create ? Native.OpenCreate : 0);
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            var code = Native.sqlite3_open_v2(name, out var handle, flags, null);
            var database = new Database(handle);
            if (code != 0) using (database) throw database.Failure(code);
            _ = Native.sqlite3_limit(handle, Native.LimitLength, MaxValueBytes);
            return database;
        }
    }

    /// <summary>How long a statement waits for somebody else's lock before it fails.</summary>
    public void WaitForLocks(TimeSpan time) => _ = Native.sqlite3_busy_timeout(_handle, (int)time.TotalMilliseconds);

    /// <summary>
    /// Says whether closing moves what the log holds into the file (the default). Off while a file is only looked at, so that one that is refused stays as it was.
    /// </summary>
    public void CheckpointOnClose(bool on)
    {
        if (OperatingSystem.IsMacOS()) return;
        _ = Native.sqlite3_db_config(_handle, Native.ConfigNoCheckpointOnClose, on ? 0 : 1, null);
    }

    /// <summary>Runs statements that give no rows that matter, separated by semicolons.</summary>
    public void Execute(ReadOnlySpan<byte> sql)
    {
        // A u8 literal is followed by a NUL in memory, but a span may be of anything: copied, so that it certainly ends.
        Span<byte> terminated = sql.Length < 4_000 ? stackalloc byte[sql.Length + 1] : new byte[sql.Length + 1];
        sql.CopyTo(terminated);
        terminated[sql.Length] = 0;
        fixed (byte* text = terminated) Check(Native.sqlite3_exec(_handle, text, 0, 0, 0));
    }

    /// <summary>A statement to be run many times; closed with the connection at the latest.</summary>
    public Statement Prepare(ReadOnlySpan<byte> sql)
    {
        fixed (byte* text = sql)
        {
            Check(Native.sqlite3_prepare_v3(_handle, text, sql.Length, Native.PreparePersistent, out var handle, 0));
            var statement = new Statement(this, handle);
            _statements.Add(statement);
            return statement;
        }
    }

    /// <summary>The one number that a query gives.</summary>
    public long Number(ReadOnlySpan<byte> sql)
    {
        using var query = Prepare(sql);
        return query.Step() ? query.Long(0) : 0;
    }

    /// <summary>Runs <paramref name="work"/> in a transaction: all of it is kept, or nothing when it throws.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN IMMEDIATE"u8);
        try
        {
            work();
            Execute("COMMIT"u8);
        }
        catch
        {
            // SQLite has rolled back by itself after some errors; a second ROLLBACK would only hide the first one.
            if (Native.sqlite3_get_autocommit(_handle) == 0) TryRollBack();
            throw;
        }
    }

    private void TryRollBack()
    {
        fixed (byte* text = "ROLLBACK\0"u8) _ = Native.sqlite3_exec(_handle, text, 0, 0, 0);
    }

    /// <summary>Throws when a result code is not OK.</summary>
    public void Check(int code)
    {
        if (code != 0) throw Failure(code);
    }

    /// <summary>What SQLite says about a result code.</summary>
    public DatabaseException Failure(int code)
    {
        var extended = _handle == 0 ? code : Native.sqlite3_extended_errcode(_handle);
        var message = _handle == 0 ? null : Marshal.PtrToStringUTF8((nint)Native.sqlite3_errmsg(_handle));
        return new DatabaseException((extended & 0xFF) == (code & 0xFF) ? extended : code, message ?? "out of memory");
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        if (_handle != 0) _ = Native.sqlite3_close_v2(_handle);
        _handle = 0;
    }
}
