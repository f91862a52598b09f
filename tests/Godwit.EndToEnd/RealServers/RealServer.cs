using System.Globalization;

namespace Godwit.EndToEnd.RealServers;

/// <summary>
/// A running server on free loopback ports with a folder of its own; disposing ends it and removes the folder. <see cref="KillAsync"/> and <see cref="StartAsync()"/>
/// make a crash and a restart on the same ports with the same mail.
/// </summary>
public sealed class RealServer : IAsyncDisposable
{
    private readonly ServerSettings _settings;
    private Dictionary<string, string> _told = [];

    private RealServer(ServerKind kind, ServerSettings settings)
    {
        Kind = kind;
        _settings = settings;
        Folder = Path.Combine(Path.GetTempPath(), "godwit-" + Guid.NewGuid().ToString("N")[..12]);
    }

    /// <summary>Which server it is.</summary>
    public ServerKind Kind { get; }

    /// <summary>Its folder: configuration, log, mail.</summary>
    public string Folder { get; }

    /// <summary>The port for clear text and STARTTLS, on 127.0.0.1.</summary>
    public int ImapPort => int.Parse(_told["imap"], CultureInfo.InvariantCulture);

    /// <summary>The port for implicit TLS, on localhost.</summary>
    public int ImapsPort => int.Parse(_told["imaps"], CultureInfo.InvariantCulture);

    /// <summary>The authority that signed the server's certificate, as a PEM file.</summary>
    public string CertificateAuthority => _told["ca"];

    /// <summary>Where the users' mail lies, one folder a user (Cyrus: its spool).</summary>
    public string Home => _told["home"];

    /// <summary>Starts a server and returns when it greets.</summary>
    public static async Task<RealServer> StartAsync(ServerKind kind, ServerSettings? settings = null)
    {
        var server = new RealServer(kind, settings ?? new ServerSettings());
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        var output = await ScriptAsync("start");
        _told = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    /// <summary>Ends every process of it with SIGKILL and keeps its files.</summary>
    public Task KillAsync() => ScriptAsync("kill");

    /// <summary>The mailbox of a user, seen by the independent tools.</summary>
    public IndependentMailbox Mailbox(string user, string password) => new(ImapPort, user, password);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await ScriptAsync("stop");

    private async Task<string> ScriptAsync(string verb)
    {
        var script = Path.Combine(Checkout.ServerScripts, Kind.ToString().ToLowerInvariant());
        var result = await Command.RunAsync(script, [verb, Folder], _settings.ToEnvironment());
        return result.OutputOrThrow($"{Kind} {verb}");
    }
}
