using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Godwit.Store;

/// <summary>Creates and opens state files; brings older ones to this program's version.</summary>
/// <param name="path">Where the file is or will be.</param>
/// <param name="format">What this program reads and writes.</param>
/// <param name="clock">Tells the time for the names of backups and for the file's own records.</param>
internal sealed class StateFile(string path, StateFormat format, TimeProvider clock)
{
    // The first 100 bytes of every SQLite file (sqlite.org/fileformat2.html section 1.3); numbers are big-endian.
    private const int HeaderBytes = 100, UserVersionAt = 60, ApplicationIdAt = 68;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>Opens the file, created before if it is not there.</summary>
    public Database Open(string source, string target)
    {
        if (!File.Exists(path)) Create(source, target);
        CheckHeader();
        var database = Database.Open(path);
        try
        {
            Prepare(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Removes a state that holds nothing. Whoever does so has its lock.</summary>
    public static void Remove(string path)
    {
        foreach (var file in (ReadOnlySpan<string>)["", .. Companions]) File.Delete(path + file);
    }

    /// <summary>Refuses a file that is there and is no state of ours. Needs no lock: the beginning of a state never changes.</summary>
    public static void RefuseForeign(string path)
    {
        if (File.Exists(path)) RefuseForeign(path, stackalloc byte[HeaderBytes]);
    }

    /// <summary>
    /// A file is made under another name and takes its own when it is whole, so that one that is empty or broken is never taken for new.
    /// </summary>
    private void Create(string source, string target)
    {
        var making = path + ".new";
        foreach (var companion in Companions) File.Delete(path + companion);
        foreach (var leftover in (ReadOnlySpan<string>)["", .. Companions]) File.Delete(making + leftover);
        using (OwnersFile(making)) { }
        using (var database = Database.Open(making))
        {
            database.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=OFF"u8);
            database.Execute(StateFormat.CreateSql);
            new StateHead(source, target, clock.GetUtcNow().ToUnixTimeSeconds()).Write(database.Prepare(StateHead.WriteSql));
        }
        File.Move(making, path);
    }

    private static FileStream OwnersFile(string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(name, options);
    }

    /// <summary>Looks at the file before SQLite may touch it.</summary>
    private void CheckHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        RefuseForeign(path, header);
        CheckVersion(BinaryPrimitives.ReadInt32BigEndian(header[UserVersionAt..]));
    }

    private static void RefuseForeign(string path, Span<byte> header)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0))
        {
            var length = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
            DamagedStateException.Unless(length == HeaderBytes, length == 0 ? "it is empty" : "it is too short");
        }
        DamagedStateException.Unless(header.StartsWith("SQLite format 3\0"u8), "it does not begin like one");
        DamagedStateException.Unless(BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]) == StateFormat.ApplicationId, "it is another program's database");
    }

    private void CheckVersion(long version)
    {
        DamagedStateException.Unless(version > 0, "it has no version");
        if (version > format.Version) throw StoreFaults.TooNew(path, version, format.Version);
    }

    private void Prepare(Database database)
    {
        database.CheckpointOnClose(false);
        database.WaitForLocks(LockPatience);
        database.Execute("""
            PRAGMA locking_mode=EXCLUSIVE;
            PRAGMA synchronous=NORMAL;
            PRAGMA trusted_schema=OFF;
            PRAGMA cell_size_check=ON;
            """u8);
        var version = database.Number("PRAGMA user_version"u8);
        CheckVersion(version);
        if (version < format.Version) Migrate(database, (int)version);
    }

    private void Migrate(Database database, int from)
    {
        BackUp(database, from);
        database.InTransaction(() =>
        {
            for (var version = from; version < format.Version; version++) format.Migrations[version - 1](database);
            database.Execute(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={format.Version}")));
        });
    }

    /// <summary>A copy of the file as it is, beside it: <c>NAME.v1-20260131T120000Z.backup</c>.</summary>
    private void BackUp(Database database, int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.backup");
        using (OwnersFile(name)) { }
        using var copy = database.Prepare("VACUUM INTO ?"u8);
        copy.BindText(Encoding.UTF8.GetBytes(name)).Run();
    }
}
