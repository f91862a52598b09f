using System.Net;
using System.Net.Sockets;

namespace Godwit.Testing.Imap;

/// <summary>
/// An IMAP server in this process, on a real socket of the loopback device. Its store lives in memory, is shared between connections, and is open to the test, which plays the user and checks
/// exact results. It is honest until told otherwise: lasting habits by <see cref="Behaviour"/>, single accidents by <see cref="OnCommand(string, Action{CommandScript}, int)"/>.
/// </summary>
/// <remarks>
/// IMAP4rev1, and what the chosen <see cref="ServerProfile"/> offers of ID, ENABLE, IDLE, UNSELECT, NAMESPACE, UIDPLUS, MULTIAPPEND, LITERAL+, LITERAL-, SASL-IR, LIST-EXTENDED, LIST-STATUS,
/// SPECIAL-USE, CONDSTORE, QRESYNC, ESEARCH, MOVE, BINARY, STATUS=SIZE, OBJECTID, APPENDLIMIT, COMPRESS=DEFLATE, QUOTA, ACL and UTF8=ACCEPT. It gives neither ENVELOPE nor BODYSTRUCTURE nor MIME parts: nothing that
/// moves whole messages asks for them.
/// </remarks>
public sealed partial class ImapTestServer : IDisposable, IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Thread _accepting;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TestMailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly HashSet<Socket> _open = [];
    private int _connections;

    private ImapTestServer(ImapServerOptions options)
    {
        Options = options;
        Log = new CommandLog(options.MaxLogLines);
        Accounts = new Accounts(this);
        options.Profile.Habits(Behaviour);
        foreach (var (user, password) in options.Users) AddUser(user, password);
        _listener.Start();
        _accepting = new Thread(Accept) { IsBackground = true, Name = "imap accept" };
        _accepting.Start();
    }

    /// <summary>Starts a server on a free port; it accepts connections when this returns.</summary>
    public static ImapTestServer Start(ImapServerOptions? options = null) => new(options ?? new ImapServerOptions());

    /// <summary>How it was set up.</summary>
    public ImapServerOptions Options { get; }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>The host to connect to: <c>127.0.0.1</c>.</summary>
    public string Host => EndPoint.Address.ToString();

    /// <summary>The port to connect to.</summary>
    public int Port => EndPoint.Port;

    /// <summary>The authority that signed its certificate.</summary>
    public TestCertificates Certificates { get; } = TestCertificates.Shared;

    /// <summary>Its lasting habits.</summary>
    public Misbehaviour Behaviour { get; } = new();

    /// <summary>What clients sent.</summary>
    public CommandLog Log { get; }

    /// <summary>What NAMESPACE tells as the prefix of other users' folders; folders under it are made like others and are not the user's. Null tells NIL.</summary>
    public string? SharedPrefix { get; set; }

    /// <summary>The mailboxes by user; a copy of the list.</summary>
    public IReadOnlyDictionary<string, TestMailbox> Mailboxes { get { lock (_gate) return new Dictionary<string, TestMailbox>(_mailboxes); } }

    /// <summary>How many connections there have been.</summary>
    public int TotalConnections => Volatile.Read(ref _connections);

    /// <summary>How many connections are open.</summary>
    public int OpenConnections { get { lock (_gate) return _open.Count; } }

    /// <summary>How many times a FETCH set \Seen: a reader that peeks leaves it at zero.</summary>
    public int SeenByFetch => Volatile.Read(ref _seenByFetch);

    internal Accounts Accounts { get; }

    internal bool IsStopped { get; private set; }

    /// <summary>Adds a user with an empty INBOX.</summary>
    /// <exception cref="ArgumentException">The user exists.</exception>
    public TestMailbox AddUser(string user, string password)
    {
        var mailbox = new TestMailbox(user, password, Options, Behaviour);
        lock (_gate) _mailboxes.Add(user, mailbox);
        return mailbox;
    }

    /// <summary>Closes every open connection without a word, as a restart does.</summary>
    public void DropConnections()
    {
        lock (_gate)
        {
            foreach (var socket in _open) HangUp(socket);
        }
    }

    /// <summary>Stops listening and closes every connection.</summary>
    public void Dispose()
    {
        IsStopped = true;
        _listener.Dispose();
        Behaviour.Reading.Break();
        DropConnections();
        _accepting.Join();
    }

    /// <summary>Stops listening and closes every connection.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal TestMailbox? TryMailbox(string user)
    {
        lock (_gate) return _mailboxes.GetValueOrDefault(user);
    }

    /// <summary>Ends both directions; the session's thread notices and lets go of the socket.</summary>
    private static void HangUp(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    private void Accept()
    {
        try
        {
            while (true) Welcome(_listener.AcceptSocket());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was closed: the server has ended.
        }
    }

    private void Welcome(Socket socket)
    {
        socket.NoDelay = true;
        lock (_gate)
        {
            if (IsStopped) { socket.Dispose(); return; }
            _open.Add(socket);
        }
        var number = Interlocked.Increment(ref _connections);
        new Thread(() => Serve(socket, number)) { IsBackground = true, Name = $"imap {number}" }.Start();
    }

    private void Serve(Socket socket, int number)
    {
        try
        {
            using var session = new ImapSession(this, new NetworkStream(socket, ownsSocket: true), number, encrypted: false);
            if (Options.Tls == ServerTls.Implicit) session.StartTls();
            session.Run();
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or SessionOverException or System.Security.Authentication.AuthenticationException or InvalidDataException)
        {
            // The connection has ended, by the client, by the test, or by a handshake that the client refused: its thread ends with it.
        }
        finally
        {
            lock (_gate) _open.Remove(socket);
            socket.Dispose();
        }
    }
}
