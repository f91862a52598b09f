using Godwit.Demo.Programs;

namespace Godwit.Demo.Organisation;

/// <summary>The two proxies of the organisation, each a process of its own with a server's mailboxes behind it.</summary>
internal sealed class ProxyPair : IAsyncDisposable
{
    /// <summary>The account in the role group, which moves.</summary>
    public const string Account = "mig";

    private const string RoleGroup = "Recipient Management";
    private readonly List<RunningProgram> _programs = [];

    /// <summary>Where each server is published.</summary>
    public IReadOnlyDictionary<string, Uri> Published { get; private set; } = new Dictionary<string, Uri>();

    /// <summary>Makes account and configuration, starts both, and tells them where they reach each other and what Autodiscover shall answer.</summary>
    /// <exception cref="FaultException">A program failed.</exception>
    public static async Task<ProxyPair> StartAsync(DemoFolder folder, GodwitCommand godwit, TimeProvider clock, CancellationToken cancellation)
    {
        var (files, pair) = (new ProxyFiles(folder), new ProxyPair());
        files.Write(clock);
        try
        {
            string[] config = ["--config", files.ConfigurationOf(Person.Servers[0])];
            await godwit.RunAsync(["proxy", "user", "add", Account, "--group", RoleGroup, "--password-file", folder["mig.secret"], .. config], cancellation).ConfigureAwait(false);
            foreach (var server in Person.Servers) pair._programs.Add(Start(folder, files, server));
            var doors = await Task.WhenAll(pair._programs.Select(program => DoorsAsync(program, cancellation))).ConfigureAwait(false);
            files.WriteMap(2, Person.Servers.Zip(doors).ToDictionary(server => server.First, server => server.Second.Inside));
            pair.Published = Person.Servers.Zip(doors).ToDictionary(server => server.First, server => server.Second.Published);
            foreach (var (server, url) in pair.Published)
                await godwit.RunAsync(["Set-WebServicesVirtualDirectory", "-Server", server, "-MRSProxyEnabled", "true", "-ExternalUrl", url.ToString(), .. config], cancellation).ConfigureAwait(false);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static RunningProgram Start(DemoFolder folder, ProxyFiles files, string server) =>
        RunningProgram.Start(["proxy", "--config", files.ConfigurationOf(server)], new Dictionary<string, string>(), folder[$"proxies/{server}.log"]);

    // It says where it answers, in the order of its configuration: what is published, then the door for the other servers.
    private static async Task<(Uri Published, Uri Inside)> DoorsAsync(RunningProgram program, CancellationToken cancellation)
    {
        var published = await program.WaitForAsync(Address, cancellation).ConfigureAwait(false);
        return (published, await program.WaitForAsync(Address, cancellation).ConfigureAwait(false));
    }

    private static Uri? Address(string line)
    {
        const string Says = " answers at https://127.0.0.1:";
        var at = line.IndexOf(Says, StringComparison.Ordinal);
        return at < 0 ? null : new Uri("https://localhost:" + line[(at + Says.Length)..]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs) await program.DisposeAsync().ConfigureAwait(false);
    }
}
