using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// All arguments are numbers and pointers: the stubs can be compiled ahead of time, which is most of what opening a state costs.
[assembly: DisableRuntimeMarshalling]

namespace Godwit.Store;

/// <summary>The functions of SQLite's C interface that a ledger needs, as sqlite.org/c3ref names them.</summary>
internal static unsafe partial class Native
{
    private const string Library = "e_sqlite3";

    public const int Row = 100;
    public const int Done = 101;
    public const int OpenReadWrite = 0x2;
    public const int OpenNoMutex = 0x8000;
    public const int OpenCreate = 0x4;
    public const uint PreparePersistent = 1;
    public const int TypeNull = 5;
    public const int ConfigNoCheckpointOnClose = 1006;

    /// <summary>The longest text or blob, and with it the most memory that a damaged file can ask for.</summary>
    public const int LimitLength = 0;

    /// <summary>Makes SQLite take a copy of what is bound.</summary>
    public static readonly nint Transient = -1;

    [LibraryImport(Library)]
    public static partial int sqlite3_open_v2(byte* path, out nint database, int flags, byte* vfs);

    [LibraryImport(Library)]
    public static partial int sqlite3_close_v2(nint database);

    // Variadic in C; its two variable arguments travel like fixed ones everywhere but on Apple's ARM machines.
    [LibraryImport(Library)]
    public static partial int sqlite3_db_config(nint database, int operation, int value, int* result);

    [LibraryImport(Library)]
    public static partial int sqlite3_limit(nint database, int kind, int value);

    [LibraryImport(Library)]
    public static partial int sqlite3_busy_timeout(nint database, int milliseconds);

    [LibraryImport(Library)]
    public static partial int sqlite3_extended_errcode(nint database);

    [LibraryImport(Library)]
    public static partial byte* sqlite3_errmsg(nint database);

    [LibraryImport(Library)]
    public static partial int sqlite3_get_autocommit(nint database);

    [LibraryImport(Library)]
    public static partial int sqlite3_exec(nint database, byte* sql, nint callback, nint argument, nint message);

    [LibraryImport(Library)]
    public static partial int sqlite3_prepare_v3(nint database, byte* sql, int bytes, uint flags, out nint statement, nint tail);

    [LibraryImport(Library)]
    public static partial int sqlite3_finalize(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_int64(nint statement, int index, long value);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_text(nint statement, int index, byte* text, int bytes, nint destructor);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_blob(nint statement, int index, byte* data, int bytes, nint destructor);

    [LibraryImport(Library)]
    public static partial int sqlite3_bind_null(nint statement, int index);

    [LibraryImport(Library)]
    public static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library)]
    public static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library)]
    public static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library)]
    public static partial int sqlite3_column_bytes(nint statement, int column);
}
