using System.Globalization;
using System.Net;
using Godwit.EndToEnd.Proxies;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>
/// Two organisations, each a Dovecot behind an MRS Proxy of its own, BIND with the record of Autodiscover, and a migration service whose store <c>new</c> is behind the second proxy. Administrators type their
/// commands in a shell.
/// </summary>
internal sealed class TwoOrganisations : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HashSet<string> _typed = new(StringComparer.OrdinalIgnoreCase);
    private ProxyOrganisation? _old, _new;
    private RealNameServer? _names;
    private ServiceProcess? _service;
    private string _token = "";

    /// <summary>The mailboxes' users, on both sides.</summary>
    public static IReadOnlyList<string> Users { get; } = ["alice", "bob", "carol"];

    /// <summary>The server that mailboxes come from.</summary>
    public RealServer Source { get; private set; } = null!;

    /// <summary>The server that they go to.</summary>
    public RealServer Target { get; private set; } = null!;

    /// <summary>The cmdlets that were typed.</summary>
    public IReadOnlySet<string> Typed => _typed;

    /// <summary>A path in the administrator's folder, where commands are typed.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Starts everything.</summary>
    public static async Task<TwoOrganisations> StartAsync()
    {
        var both = new TwoOrganisations();
        (both.Source, both.Target) = (await ServerAsync(), await ServerAsync());
        both._old = await ProxyOrganisation.StartAsync([ProxiedStore.Of(both.Source, Users)]);
        both._new = await ProxyOrganisation.StartAsync([ProxiedStore.Of(both.Target, Users)]);
        await both.NameAsync(both._old.Proxies[0].Port);
        await both.ServeAsync(both._new.Proxies[0].Port);
        return both;
    }

    /// <summary>The mailbox of a user on one of the servers, by tools that share no code with Godwit.</summary>
    public static IndependentMailbox MailboxOf(RealServer server, string user) => server.Mailbox(user, PasswordOf(user));

    /// <summary>Types a command line for the service; <c>$PORT</c> is the old organisation's proxy, <c>$CA</c> the authority of its certificate.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> TypeAsync(string line) => TypeAsync(line, new Dictionary<string, string>
    {
        ["GODWIT_SERVICE"] = _service!.Url.ToString(), ["GODWIT_SERVICE_CA"] = _service.Certificate, ["GODWIT_TOKEN"] = _token, ["GODWIT_CREDENTIALS_PASSWORD"] = ProxyAccounts.Password,
        ["PORT"] = _old!.Proxies[0].Port.ToString(CultureInfo.InvariantCulture), ["CA"] = _old.Authority.File,
    });

    /// <summary>Types a command line at the old organisation's proxy.</summary>
    public Task<string> TypeAtProxyAsync(string line) => TypeAsync(line + " --config \"$CONFIG\"", new Dictionary<string, string>
    {
        ["CONFIG"] = _old!.Proxies[0].Configuration, ["PORT"] = _old.Proxies[0].Port.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Types a line again and again until what it prints is this.</summary>
    public async Task TypeUntilAsync(string line, string expected)
    {
        var began = TimeProvider.System.GetTimestamp();
        string printed;
        while ((printed = (await TypeAsync(line)).ReplaceLineEndings("\n").Trim()) != expected)   // lines of CSV end in CRLF (RFC 4180)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2), $"{line}\n{printed}\n{_service!.Log}");
            await Task.Delay(100);   // between two looks
        }
    }

    private async Task<string> TypeAsync(string line, IReadOnlyDictionary<string, string> environment)
    {
        _typed.Add(line.Split(' ')[0]);
        var shell = $"godwit() {{ '{Path.Combine(Checkout.Root, "godwit")}' \"$@\"; }}; cd '{_folder.Path}'; godwit {line}";
        return (await Command.RunAsync("bash", ["-c", shell], environment)).OutputOrThrow(line);
    }

    private static string PasswordOf(string user) => "pass-" + user;

    private static Task<RealServer> ServerAsync() => RealServer.StartAsync(ServerKind.Dovecot, ProxiedStore.Server with { Users = string.Join(' ', Users.Select(static user => $"{user}:{PasswordOf(user)}")) });

    private async Task NameAsync(int proxy)
    {
        _names = new RealNameServer("names", LoopbackPort.Claim(_folder.Path));
        await _names.StartAsync(_folder, "mail.example", new ZoneText(string.Create(CultureInfo.InvariantCulture, $"_autodiscover._tcp IN SRV 0 0 {proxy} localhost.")));
    }

    private async Task ServeAsync(int target)
    {
        await File.WriteAllTextAsync(_folder["mig.secret"], ProxyAccounts.Password + "\n");
        await File.WriteAllTextAsync(_folder["service.yaml"], string.Create(CultureInfo.InvariantCulture, $$"""
            node: north
            listen: 127.0.0.1:0
            data: data
            name-servers: '{{_names!.EndPoint}}'
            targets:
              new: { proxy: 'localhost:{{target}}', user: {{ProxyAccounts.User}}, password-file: mig.secret, ca: {{_new!.Authority.File}}, mailboxes: '*@mail.example' }

            """));
        _service = await ServiceProcess.StartAsync(_folder["service.yaml"], _folder["data"]);
        var (_, issued) = await _service.AskAsync(HttpMethod.Post, "/tokens", new System.Text.Json.Nodes.JsonObject { ["name"] = "shell", ["role"] = "Administrator" });
        _token = issued!["token"]!.GetValue<string>();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var running in new IAsyncDisposable?[] { _service, _names, _new, _old, Target, Source })
            if (running is not null) await running.DisposeAsync();
        LoopbackPort.Release(_folder.Path);
        _folder.Dispose();
    }
}
