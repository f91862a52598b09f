using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Godwit.Mail;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.VirtualDirectory;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Tests;

/// <summary>An organisation with a proxy of its own: users, groups, certificate and logs in a folder that goes with it.</summary>
internal sealed class Organisation : IAsyncDisposable
{
    /// <summary>Appears in requests and must appear in no log.</summary>
    public const string Password = "Canary-9!ünïcode";

    private readonly List<ProxyServer> _servers = [];

    public Organisation()
    {
        Folder = Directory.CreateTempSubdirectory("godwit-proxy-").FullName;
        Certificate = NewCertificate("mail.example", DateTimeOffset.UtcNow.AddDays(30));
        Users.Change(_ => new UserTable(
            [
                User("mig", "Migration Team"), User("direct", "Recipient Management"), User("other", "Help Desk"),
                User("roleonly") with { Roles = ["Recipient Management"] }, User("off", "Recipient Management") with { Disabled = true },
            ],
            [new GroupRecord("Migration Team", ["Hybrid Team"]), new GroupRecord("Hybrid Team", ["Recipient Management", "Migration Team"])]));
        Directories = new VirtualDirectories(PathOf("vdir.json"), TimeProvider.System);
        Directories.Change("fe1", directory => directory with { MRSProxyEnabled = true });
    }

    public string Folder { get; }

    public X509Certificate2 Certificate { get; private set; }

    public UserFile Users => new(PathOf("users.json"));

    public VirtualDirectories Directories { get; }

    public ScriptedApplication Application { get; } = new();

    public List<Fault> Warnings { get; } = [];

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Starts a proxy on free ports.</summary>
    public async Task<RunningProxy> StartAsync(
        Func<ProxyConfiguration, ProxyConfiguration>? change = null, TimeProvider? clock = null, Func<ProxySurroundings, IProxyApplication>? application = null)
    {
        var configuration = Configuration();
        var server = await ProxyServer.StartAsync(change?.Invoke(configuration) ?? configuration, application ?? (_ => Application), Warnings.Add, clock ?? TimeProvider.System, default);
        _servers.Add(server);
        return new RunningProxy(server, PathOf("logs"));
    }

    public ProxyConfiguration Configuration() => new()
    {
        Server = "fe1",
        DirectoryFile = PathOf("vdir.json"),
        Listening = new ListeningSettings
        {
            Addresses = [new IPEndPoint(IPAddress.Loopback, 0)],
            Certificate = new CertificateSettings(PathOf("server.pem"), null, null),
        },
        Authentication = new AuthenticationSettings { UsersFile = PathOf("users.json"), LongestDelay = TimeSpan.Zero },
        Logs = new LogSettings(PathOf("logs"), Hourly: false, KeepDays: 0),
        Stores = new StoreTable([new MemoryStoreSettings("main", new MailboxTable(new Dictionary<string, string>(StringComparer.Ordinal), ["mail.example"]))]),
    };

    /// <summary>Replaces the certificate file.</summary>
    public X509Certificate2 NewCertificate(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        Certificate = request.CreateSelfSigned(until.AddYears(-1), until);
        File.WriteAllText(PathOf("server.pem"), Certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return Certificate;
    }

    public static UserRecord User(string name, params string[] groups) =>
        new() { Name = name, PasswordHash = PasswordHash.Create(Password, iterations: 1000), Groups = groups };

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A proxy that runs, and what it wrote.</summary>
internal sealed record RunningProxy(ProxyServer Server, string LogFolder)
{
    public Uri Address => Server.Addresses.First(address => address.Scheme == "https");

    public Uri Published => new(Address, "/EWS/mrsproxy.svc");

    /// <summary>A client of .NET's own, which trusts any certificate and follows nothing.</summary>
    public static HttpClient Client(ICredentials? credentials = null, Version? version = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        Credentials = credentials,
        UseProxy = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null },
    })
    { DefaultRequestVersion = version ?? HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

    /// <summary>One request with Basic, or without credentials.</summary>
    public async Task<HttpResponseMessage> AskAsync(string? user = null, string password = Organisation.Password, string path = "/EWS/mrsproxy.svc", HttpMethod? method = null, Action<HttpRequestMessage>? change = null, Version? version = null)
    {
        using var client = Client(version: version);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Address, path)) { Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
        if (user is not null) request.Headers.Authorization = Basic(user, password);
        change?.Invoke(request);
        return await client.SendAsync(request);
    }

    public static System.Net.Http.Headers.AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>All lines of a log but its prolog.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string folder)
    {
        await Server.FlushLogsAsync();
        if (!Directory.Exists(Path.Combine(LogFolder, folder))) return [];
        return [.. Directory.EnumerateFiles(Path.Combine(LogFolder, folder), "*", SearchOption.AllDirectories).SelectMany(ReadShared).Where(line => !line.StartsWith('#') && !line.StartsWith("DateTime,", StringComparison.Ordinal))];
    }

    /// <summary>Status, sub-status and code of the last request in the W3C log.</summary>
    public async Task<string> LastStatusAsync() => string.Join(' ', (await LinesAsync("W3SVC1"))[^1].Split(' ')[^4..^1]);

    public async Task<string> EverythingWrittenAsync()
    {
        await Server.FlushLogsAsync();
        return string.Join('\n', Directory.EnumerateFiles(LogFolder, "*", SearchOption.AllDirectories).SelectMany(ReadShared));
    }

    private static string[] ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>An application that tells what it was asked and answers as a test wants.</summary>
internal sealed class ScriptedApplication : IProxyApplication
{
    public Func<HttpContext, ProxyUser, CancellationToken, Task> Handle { get; set; } = (context, user, _) =>
    {
        context.Response.StatusCode = 400;
        return context.Response.WriteAsync($"{user.Name} {user.Scheme} {context.Request.PathBase.Value}|{context.Request.Path.Value}");
    };

    public string? MailboxOf(HttpRequest request) => request.Headers["Test-Mailbox"];

    public Task HandleAsync(HttpContext context, ProxyUser user, CancellationToken cancellation) => Handle(context, user, cancellation);
}
