using System.Text;

namespace Godwit.Store;

/// <summary>A prepared statement. Parameters are bound in order; columns are read by their index from 0.</summary>
internal sealed unsafe class Statement(Database database, nint handle) : IDisposable
{
    private nint _handle = handle;
    private int _bound;

    /// <summary>Binds the next parameter.</summary>
    public Statement Bind(long value) => Bound(Native.sqlite3_bind_int64(_handle, ++_bound, value));

    /// <summary>Binds text in UTF-8 to the next parameter, or null.</summary>
    public Statement BindText(ReadOnlySpan<byte> utf8, bool isNull = false)
    {
        // The pointer of an empty span is null, and a null pointer would bind NULL.
        byte nothing = 0;
        fixed (byte* text = utf8)
        {
            return Bound(isNull
                ? Native.sqlite3_bind_null(_handle, ++_bound)
                : Native.sqlite3_bind_text(_handle, ++_bound, text is null ? &nothing : text, utf8.Length, Native.Transient));
        }
    }

    /// <summary>Binds bytes to the next parameter.</summary>
    public Statement BindBytes(ReadOnlySpan<byte> bytes)
    {
        byte nothing = 0;
        fixed (byte* data = bytes)
            return Bound(Native.sqlite3_bind_blob(_handle, ++_bound, data is null ? &nothing : data, bytes.Length, Native.Transient));
    }

    private Statement Bound(int code)
    {
        if (code == 0) return this;
        var failure = database.Failure(code);
        Reset();
        throw failure;
    }

    /// <summary>Moves to the next row; false, and ready for another run, when there is none.</summary>
    public bool Step()
    {
        var code = Native.sqlite3_step(_handle);
        if (code == Native.Row) return true;
        var failure = code == Native.Done ? null : database.Failure(code);
        Reset();
        return failure is null ? false : throw failure;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        if (Step()) Reset();
    }

    /// <summary>Ends a run early, so that the next can be bound.</summary>
    public void Reset()
    {
        _bound = 0;
        _ = Native.sqlite3_reset(_handle);
    }

    /// <summary>A column as a number; what is no number is 0.</summary>
    public long Long(int column) => Native.sqlite3_column_int64(_handle, column);

    /// <summary>True when a column holds NULL.</summary>
    public bool IsNull(int column) => Native.sqlite3_column_type(_handle, column) == Native.TypeNull;

    /// <summary>A column's bytes (of text: in UTF-8), valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        var data = Native.sqlite3_column_blob(_handle, column);
        return new ReadOnlySpan<byte>(data, data is null ? 0 : Native.sqlite3_column_bytes(_handle, column));
    }

    /// <summary>A column's text.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose()
    {
        if (_handle != 0) _ = Native.sqlite3_finalize(_handle);
        _handle = 0;
    }
}
