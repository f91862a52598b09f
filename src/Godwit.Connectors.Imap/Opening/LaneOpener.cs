using System.Diagnostics;

namespace Godwit.Connectors.Imap;

/// <summary>Connects, signs in, learns who the server is, and makes a lane of it.</summary>
internal sealed class LaneOpener
{
    private readonly ImapSettings _settings;
    private readonly OtherSideFaults _faults;
    private readonly SignInSteps _signIn;
    private readonly ServerHabits _habits = new();
    private volatile LaneFacts? _known;

    internal LaneOpener(ImapSettings settings)
    {
        _settings = settings;
        _faults = OtherSideFaults.Of(settings);
        _signIn = new SignInSteps(settings, _faults);
    }

    internal ImapLane Open(bool readOnly, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ImapConnection? connection = null;
        try
        {
            connection = ImapConnection.Open(_settings.ToOptions(), cancellation);
            using var closing = cancellation.Register(static c => ((ImapConnection)c!).Abort(), connection);
            connection = _signIn.SignIn(connection, cancellation);
            return new ImapLane(connection, FactsOf(connection), _settings, _faults, readOnly);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            if (e is OperationCanceledException) throw;
            cancellation.ThrowIfCancellationRequested();
            throw Fault(e);
        }
    }

    private Exception Fault(Exception e) => e switch
    {
        ImapConnectionException broken => new FaultException(_faults.Of(broken), broken),
        ImapRefusedException refused => new FaultException(_faults.Of(refused, Doing.SigningIn) with { Reach = Reach.Mailbox }, refused),
        _ => e,
    };

    /// <summary>
    /// A further lane of a mailbox says who it is and what it wants and waits for no answer, which was heard before: the first thing asked of it goes out at once. Whoever offers something else is
    /// asked again.
    /// </summary>
    private LaneFacts FactsOf(ImapConnection connection)
    {
        var capabilities = connection.ReadCapabilities();
        if (_known is not { } known || !known.Capabilities.IsSame(capabilities) || capabilities.Has("UTF8=ONLY") || Compresses(capabilities)) return _known = Introduce(connection, capabilities);
        Send(connection, Naming(capabilities), Enabling(capabilities));
        return known;
    }

    private static void Send(ImapConnection connection, params ImapCommand?[] commands) => connection.Send([.. commands.OfType<ImapCommand>()]);

    private bool Compresses(ImapCapabilities capabilities) => _settings.Compress && capabilities.Has("COMPRESS=DEFLATE");

    private static IdCommand? Naming(ImapCapabilities capabilities) => capabilities.Has("ID") ? new IdCommand(("name", "Godwit")) : null;

    /// <summary>One flight: who are you, where are my folders, tell me of vanished messages.</summary>
    private LaneFacts Introduce(ImapConnection connection, ImapCapabilities capabilities)
    {
        var id = Naming(capabilities);
        var places = capabilities.Has("NAMESPACE") ? new NamespaceCommand() : null;
        var root = places is null ? new ListCommand("", "") : null;
        var enable = Enabling(capabilities);
        var asked = Stopwatch.GetTimestamp();
        Send(connection, id, places, root, enable);
        var product = ProductOf(id, connection);
        var names = NamesOf(places, root, utf8: false);
        var roundTrip = Stopwatch.GetElapsedTime(asked);
        var enabled = enable is null ? [] : Told(enable) ?? [];
        if (connection.Utf8Accepted) names = new FolderNames(names.Prefix, names.Separator, names.Strangers, utf8: true);
        if (Compresses(capabilities)) connection.Compress();
        return new LaneFacts(capabilities, KnownServers.Recognise(product, connection.Greeting.Text, capabilities), names, product)
        {
            Habits = _habits,
            RoundTrip = roundTrip,
            TellsVanished = enabled.Contains("QRESYNC", StringComparer.OrdinalIgnoreCase),
        };
    }

    // RFC 6855 section 6: a server with UTF8=ONLY wants UTF8=ACCEPT enabled; elsewhere modified UTF-7 serves as well and is better tried.
    private static EnableCommand? Enabling(ImapCapabilities capabilities)
    {
        var wanted = new List<string>(2);
        if (capabilities.Has("QRESYNC")) wanted.Add("QRESYNC");
        if (capabilities.Has("UTF8=ONLY")) wanted.Add("UTF8=ACCEPT");
        return wanted.Count == 0 ? null : new EnableCommand([.. wanted]);
    }

    private static string ProductOf(IdCommand? id, ImapConnection connection)
    {
        if (id is null || Told(id) is not { } fields || !fields.TryGetValue("name", out var name)) return OtherSideText.Show(connection.Greeting.Text);
        return OtherSideText.Show(fields.TryGetValue("version", out var version) ? $"{name} {version}" : name);
    }

    private static FolderNames NamesOf(NamespaceCommand? places, ListCommand? root, bool utf8)
    {
        if (places is not null && Told(places) is { Personal: [var own, ..] } told)
            return new FolderNames(own.Prefix, own.Separator, [.. told.OtherUsers.Concat(told.Shared).Select(n => n.Prefix).Where(p => p.Length > 0)], utf8);
        var separator = root is not null && Told(root) is [var first, ..] ? first.Separator : '/';
        return new FolderNames("", separator, [], utf8);
    }

    /// <summary>What the server answered; null when it refused, which costs nothing here.</summary>
    private static T? Told<T>(ImapCommand<T> command) where T : class
    {
        try
        {
            return command.Wait();
        }
        catch (ImapRefusedException)
        {
            return null;
        }
    }
}
