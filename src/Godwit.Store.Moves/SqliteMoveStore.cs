using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Godwit.Store.Moves;

/// <summary>
/// The records of the service in one SQLite file. One writer at a time, which waits for the disk at each commit, once for all changes that came meanwhile; readers see the last commit and wait for nobody (WAL). See docs/adr/0010.
/// </summary>
public sealed class SqliteMoveStore : IMoveStore
{
    private const int BusySeconds = 10;
    private readonly ConcurrentBag<SqlSession> _readers = [];
    private readonly string _path;
    private readonly SharedCommits _commits;

    private SqliteMoveStore(string path, SqlSession writer) => (_path, _commits) = (path, new SharedCommits(writer));

    static SqliteMoveStore() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens the file, or makes it; brings an older one to this program's version, with a copy of it beside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells the time for the copy's name.</param>
    /// <exception cref="FaultException"><see cref="MoveFaults.StoreTooNew"/> (the file is left as it was) or <see cref="MoveFaults.StoreUnusable"/>.</exception>
    public static SqliteMoveStore Open(string path, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(clock);
        return Guard(path, () =>
        {
            OwnersAlone(path);
            var writer = Connect(path, write: true);
            try
            {
                Migrate(path, writer, clock);
                return new SqliteMoveStore(path, writer);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public bool IsShared => false;

    /// <inheritdoc/>
    public T Read<T>(Func<IRecords, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Guard(_path, () =>
        {
            var session = _readers.TryTake(out var free) ? free : Connect(_path, write: false);
            try
            {
                return session.Within(keep: true, () => read(new SqlRecords(session)));
            }
            finally
            {
                _readers.Add(session);
            }
        });
    }

    /// <inheritdoc/>
    public T Change<T>(Func<IRecords, T> change, bool keep)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Guard(_path, () => _commits.Make(change, keep));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _commits.Dispose();
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }

    private static SqlSession Connect(string path, bool write)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = BusySeconds, ForeignKeys = true };
        var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        var session = new SqlSession(connection, write ? static made => made.BeginTransaction() : static made => ((SqliteConnection)made).BeginTransaction(deferred: true));
        session.Run("PRAGMA journal_mode=WAL");
        session.Run("PRAGMA synchronous=FULL");
        session.Run("PRAGMA trusted_schema=OFF");
        if (!write) session.Run("PRAGMA query_only=ON");
        return session;
    }

    private static void Migrate(string path, SqlSession session, TimeProvider clock)
    {
        var version = (int)session.Number("PRAGMA user_version");
        var application = session.Number("PRAGMA application_id");
        if (version > 0 && application != Schema.ApplicationId) throw Unusable(path, "it is another program's database");
        if (version > Schema.Version) throw MoveFaults.Refuse(MoveFaults.StoreTooNew, string.Create(CultureInfo.InvariantCulture, $"The database '{path}' has version {version}, and this program knows versions up to {Schema.Version}; it was left untouched: use the newer program."));
        if (version == Schema.Version) return;
        if (version > 0) session.Run("VACUUM INTO @p0", string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.backup"));
        session.Within(keep: true, () =>
        {
            foreach (var step in Schema.Migrations.Skip(version)) session.RunOnce(step(SqlDialect.Sqlite));
            session.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={Schema.ApplicationId}"));
            return session.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Schema.Version}"));
        });
    }

    private static void OwnersAlone(string path)
    {
        if (File.Exists(path) || OperatingSystem.IsWindows()) return;
        using var made = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DbException refusal)
        {
            throw Unusable(path, refusal.Message, refusal);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, refusal.Message, refusal);
        }
    }

    private static FaultException Unusable(string path, string why, Exception? cause = null) =>
        MoveFaults.Refuse(MoveFaults.StoreUnusable, $"The service's database '{path}' cannot be used: {why}.", cause);
}
