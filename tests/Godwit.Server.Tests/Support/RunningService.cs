using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Godwit.Server.Configuration;
using Godwit.Server.Hosting;
using Godwit.Store.Moves;

namespace Godwit.Server.Tests.Support;

/// <summary>A service of its own on a free port, with two Maildir stores: old.example and new.example. Speaks to it as a client does, over TLS.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("godwit-service-").FullName;
    private readonly PostgresSettings? _postgres = Environment.GetEnvironmentVariable("GODWIT_TEST_POSTGRES") is { Length: > 0 } where ? Settings(where.Split(':')) : null;
    private readonly List<string> _log = [];
    private Func<ServiceConfiguration, string, ServiceConfiguration> _with = static (configuration, _) => configuration;
    private MigrationService _service = null!;
    private TimeProvider _clock = TimeProvider.System;
    private CertificateSettings? _certificate;

    public HttpClient Client { get; private set; } = null!;

    public ServiceParts Parts => _service.Parts;

    public WarmUp WarmUp => _service.WarmUp;

    public string Log { get { lock (_log) return string.Join("\n", _log); } }

    public string DatabaseFile => Path.Combine(DataFolder, "service.db");

    /// <summary>Where a client on this machine finds it, with <c>XDG_STATE_HOME</c> at <see cref="this"/> of nothing.</summary>
    public string DataFolder => Path.Combine(_folder, "godwit", "service");

    /// <summary>Where its access log is.</summary>
    public string LogFolder => Path.Combine(DataFolder, "logs");

    /// <summary>What is in its access log; after <see cref="ServiceParts.FlushAsync"/> all of it.</summary>
    public string AccessLog => string.Concat(Directory.GetFiles(LogFolder).Order(StringComparer.Ordinal).Select(static file =>
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));

    /// <summary>A path in the folder of this service.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>The folder of the mailboxes of new.example.</summary>
    public string Target => Path.Combine(_folder, "new.example");

    /// <summary>Starts one.</summary>
    /// <param name="clock">Its clock; the machine's when not given.</param>
    /// <param name="certificate">Makes its certificate in the given folder; one of its own when not given.</param>
    public static Task<RunningService> StartAsync(TimeProvider? clock = null, Func<string, CertificateSettings>? certificate = null) =>
        BeginAsync(new RunningService { _clock = clock ?? TimeProvider.System }, certificate);

    /// <summary>Starts one with a configuration of the test's own.</summary>
    public static Task<RunningService> StartAsync(Func<ServiceConfiguration, ServiceConfiguration> with) => StartAsync((configuration, _) => with(configuration));

    /// <summary>Starts one with a configuration of the test's own; it is told the service's folder.</summary>
    public static Task<RunningService> StartAsync(Func<ServiceConfiguration, string, ServiceConfiguration> with) => BeginAsync(new RunningService { _with = with }, null);

    private static async Task<RunningService> BeginAsync(RunningService running, Func<string, CertificateSettings>? certificate)
    {
        running._certificate = certificate?.Invoke(running._folder);
        foreach (var domain in (string[])["old.example", "new.example"]) Directory.CreateDirectory(Path.Combine(running._folder, domain));
        await running.BeginAsync();
        return running;
    }

    /// <summary>Ends the service and starts it again on the same data.</summary>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        Client.Dispose();
        await _service.DisposeAsync();
        meanwhile?.Invoke();
        await BeginAsync();
    }

    /// <summary>Puts messages into a mailbox of old.example.</summary>
    public void Deliver(string user, int messages)
    {
        var folder = Path.Combine(_folder, "old.example", user);
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(folder, part));
        var have = Directory.GetFiles(Path.Combine(folder, "cur")).Length;
        for (var i = have; i < have + messages; i++)
            File.WriteAllText(Path.Combine(folder, "cur", string.Create(CultureInfo.InvariantCulture, $"17000000{i:D4}.M1P{i}.host:2,S")), string.Create(CultureInfo.InvariantCulture, $"Subject: message {i}\r\nFrom: a@b.example\r\n\r\nHello {i}\r\n"));
    }

    /// <summary>How many messages a mailbox of new.example has.</summary>
    public int Delivered(string user) => ((string[])["cur", "new"]).Select(part => Path.Combine(_folder, "new.example", user, part)).Where(Directory.Exists).Sum(static folder => Directory.GetFiles(folder).Length);

    public async Task<(HttpStatusCode Status, T? Answer)> SendAsync<T>(HttpMethod method, string path, object? body, JsonTypeInfo<T> type, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, body.GetType(), ApiJson.Default), Encoding.UTF8, "application/json");
        using var answer = await (client ?? Client).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}\n{Log}");
        return (answer.StatusCode, JsonSerializer.Deserialize(text, type));
    }

    public async Task<(HttpStatusCode Status, Problem Problem)> RefusedAsync(HttpMethod method, string path, string? json = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await (client ?? Client).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.False(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonSerializer.Deserialize(text, ApiJson.Default.Problem)!);
    }

    /// <summary>Waits until a batch is as it shall be, told by the service itself.</summary>
    public async Task<MigrationBatch> UntilAsync(string batch, Func<MigrationBatch, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var more = Parts.Database.Events.Since(Parts.Database.Events.LastId).More;
            var now = Parts.Batches.Get(batch);
            if (holds(now)) return now;
            Assert.False(patience.IsCancellationRequested, $"{now}\n{string.Join("\n", Parts.Users.List(batch, null, null, null, Godwit.Moves.Paging.First).Items)}\n{Log}");
            await Task.WhenAny(more, Task.Delay(500, CancellationToken.None));
        }
    }

    public HttpClient As(string scheme, string value)
    {
        var client = Connect();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, value);
        return client;
    }

    /// <summary>A client with a token of this role.</summary>
    public async Task<HttpClient> AsAsync(Role role)
    {
        var (_, issued) = await SendAsync(HttpMethod.Post, ApiRoutes.Tokens, new NewAccessToken("test", role), ApiJson.Default.IssuedToken);
        return As("Bearer", issued!.Token);
    }

    /// <summary>A change that changes nothing, if the version is still this one.</summary>
    public async Task<(HttpStatusCode Status, Problem? Problem)> ConditionalAsync(string path, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("If-Match", version);
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : JsonSerializer.Deserialize(text, ApiJson.Default.Problem));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync()
    {
        StoreSettings Store(string name, string domain) => new MaildirStoreSettings(name, new MailboxTable(new Dictionary<string, string>(), [domain]), Path.Combine(_folder, domain), "{user}", null);
        var configuration = new ServiceConfiguration("node1", DataFolder, [new IPEndPoint(IPAddress.Loopback, 0)], _certificate, 10, [], new StoreTable([Store("old", "old.example"), Store("new", "new.example")])) { Database = _postgres };
        _service = await MigrationService.StartAsync(_with(configuration, _folder), _clock, line => { lock (_log) _log.Add(line); }, CancellationToken.None);
        var password = (await File.ReadAllTextAsync(Path.Combine(DataFolder, ServiceDefaults.FirstPasswordFile))).Trim();
        Client = As("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ServiceDefaults.FirstAdministrator}:{password}")));
    }

    /// <summary>A schema of its own on the PostgreSQL that the environment names (PORT:PASSWORD-FILE:CA-FILE).</summary>
    private static PostgresSettings Settings(string[] where) => new("localhost", "godwit", "godwit")
    {
        Port = int.Parse(where[0], CultureInfo.InvariantCulture), Password = () => File.ReadAllText(where[1]).Trim(), AuthorityFile = where[2], Schema = "t" + Guid.NewGuid().ToString("N"),
    };

    /// <summary>A client that has not signed in.</summary>
    public HttpClient Connect()
    {
        var authority = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(_certificate?.File ?? Path.Combine(DataFolder, ServiceDefaults.OwnCertificateFile));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust, RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        return new HttpClient(handler) { BaseAddress = new Uri(_service.Addresses[0]) };
    }
}
