using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Npgsql;

namespace Godwit.Store.Moves;

/// <summary>
/// The records of the service in a PostgreSQL, for one node or several. Over all nodes one transaction writes at a time, so that whatever it counts and decides is still so when it is kept; readers see the last
/// commit and wait for nobody. A connection that is lost is made anew; a change whose end is not known is told as a fault and never repeated by itself. See docs/adr/0025.
/// </summary>
public sealed class PostgresMoveStore : IMoveStore
{
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<SqlSession> _readers = [];
    private readonly PostgresConnections _connections;
    private readonly PostgresSettings _settings;
    private readonly DatabaseClock _clock;
    private SqlSession? _writer;
    private bool _isClosed;

    private PostgresMoveStore(PostgresSettings settings, PostgresConnections connections, TimeProvider clock) => (_settings, _connections, _clock) = (settings, connections, new DatabaseClock(clock));

    /// <inheritdoc/>
    public bool IsShared => true;

    /// <summary>The database's clock.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Connects; makes the tables where there are none, and brings older ones to this program's version in one transaction.</summary>
    /// <param name="settings">Where.</param>
    /// <param name="node">The node: one process at a time has its name.</param>
    /// <param name="clock">This machine's clock.</param>
    /// <exception cref="FaultException"><see cref="MoveFaults.StoreTooNew"/> (nothing was changed), <see cref="MoveFaults.DataInUse"/> or <see cref="MoveFaults.StoreUnusable"/>.</exception>
    public static PostgresMoveStore Open(PostgresSettings settings, string node, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentException.ThrowIfNullOrEmpty(node);
        ArgumentNullException.ThrowIfNull(clock);
        var store = new PostgresMoveStore(settings, new PostgresConnections(settings, node), clock);
        try
        {
            store.Write(keep: true, static (session, settings) => PostgresMigration.Run(session, settings));
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<IRecords, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Guard(() =>
        {
            // Connections that were kept may have died since. Reading twice harms nobody.
            while (_readers.TryTake(out var kept))
            {
                try
                {
                    return ReadBy(kept, read);
                }
                catch (DbException) when (!IsUsable(kept))
                {
                    // The next one, or a new one.
                }
            }
            return ReadBy(_connections.ToRead(), read);
        });
    }

    /// <inheritdoc/>
    public T Change<T>(Func<IRecords, T> change, bool keep)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Write(keep, (session, _) => change(new SqlRecords(session)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_writing)
        {
            _isClosed = true;
            _writer?.Dispose();
            _writer = null;
        }
        while (_readers.TryTake(out var reader)) reader.Dispose();
    }

    private T ReadBy<T>(SqlSession session, Func<IRecords, T> read)
    {
        try
        {
            return session.Within(keep: true, () => read(new SqlRecords(session)));
        }
        finally
        {
            if (IsUsable(session) && !_isClosed) _readers.Add(session);
            else session.Dispose();
        }
    }

    private T Write<T>(bool keep, Func<SqlSession, PostgresSettings, T> write)
    {
        lock (_writing)
        {
            return Guard(() =>
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                var began = false;
                T Begun(SqlSession session)
                {
                    began = true;
                    return write(session, _settings);
                }
                try
                {
                    return WriteBy(keep, Begun);
                }
                catch (DbException) when (!began)
                {
                    // A connection that had died before anything was asked of it is gone now: a new one begins from nothing.
                    if (_writer is not null) throw;
                    return WriteBy(keep, Begun);
                }
            });
        }
    }

    private T WriteBy<T>(bool keep, Func<SqlSession, T> write)
    {
        var session = _writer ??= _connections.ToWrite(_clock.Told);
        try
        {
            return session.Within(keep, () => write(session));
        }
        finally
        {
            if (!IsUsable(session))
            {
                _writer = null;
                session.Dispose();
            }
        }
    }

    private static bool IsUsable(SqlSession session) => session.Connection.State == ConnectionState.Open;

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PostgresException refusal)
        {
            throw Unusable(refusal.MessageText, refusal);
        }
        catch (Exception refusal) when (refusal is DbException or IOException or System.Net.Sockets.SocketException or TimeoutException or System.Security.Authentication.AuthenticationException)
        {
            throw Unusable(refusal.Message, refusal);
        }
    }

    private FaultException Unusable(string why, Exception cause) => MoveFaults.Refuse(MoveFaults.StoreUnusable, $"The service's database {_settings} cannot be used: {OtherSideText.Show(why)}.", cause);
}
