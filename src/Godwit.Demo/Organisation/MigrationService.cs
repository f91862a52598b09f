using System.Net;
using System.Text.Json;
using Godwit.Api;
using Godwit.Api.Client;
using Godwit.Demo.Programs;

namespace Godwit.Demo.Organisation;

/// <summary>The migration service of the demonstration: <c>godwit serve</c>, with the target's Maildirs as its store.</summary>
internal sealed class MigrationService : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private MigrationService(RunningProgram program, ServiceAddress address, IReadOnlyDictionary<string, string> environment) => (_program, Address, Environment) = (program, address, environment);

    /// <summary>Where it answers.</summary>
    public ServiceAddress Address { get; }

    /// <summary>What commands need in their environment to find it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Starts it and returns when it answers.</summary>
    /// <exception cref="FaultException">It did not.</exception>
    public static async Task<MigrationService> StartAsync(DemoFolder folder, IPEndPoint nameServer, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder["target"]);
        await File.WriteAllTextAsync(folder["service.yaml"], Configuration(nameServer), cancellation).ConfigureAwait(false);
        var program = RunningProgram.Start(["serve", "--config", folder["service.yaml"]], new Dictionary<string, string>(), folder["service.log"]);
        try
        {
            var url = await program.WaitForAsync(AddressIn, cancellation).ConfigureAwait(false);
            return await SignInAsync(program, url, folder, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await program.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // As an administrator would: with the first password makes a token, which commands then find in their environment.
    private static async Task<MigrationService> SignInAsync(RunningProgram program, Uri url, DemoFolder folder, CancellationToken cancellation)
    {
        var authority = folder["service/" + ServiceDefaults.OwnCertificateFile];
        var password = (await File.ReadAllLinesAsync(folder["service/" + ServiceDefaults.FirstPasswordFile], cancellation).ConfigureAwait(false))[0];
        using var client = new ServiceClient(new ServiceAddress(url, authority, ServiceAddress.Password(ServiceDefaults.FirstAdministrator, password)));
        var wanted = JsonSerializer.SerializeToUtf8Bytes(new NewAccessToken("demo", Role.Operator, Days: 1), ApiJson.Default.NewAccessToken);
        using var answer = await client.AskAsync(new ApiCall(HttpMethod.Post, ApiRoutes.Tokens, wanted), cancellation).ConfigureAwait(false);
        var token = answer!.RootElement.Deserialize(ApiJson.Default.IssuedToken)!.Token;
        PrivateFile.Write(folder["demo.token"], token + "\n");
        var environment = new Dictionary<string, string> { ["GODWIT_SERVICE"] = url.ToString(), ["GODWIT_SERVICE_CA"] = authority, ["GODWIT_TOKEN_FILE"] = folder["demo.token"] };
        return new MigrationService(program, new ServiceAddress(url, authority, ServiceAddress.Token(token)), environment);
    }

    /// <summary>The command that makes the endpoint.</summary>
    public static IEnumerable<string> EndpointCommand(string name, string address, DemoFolder folder) =>
    [
        "New-MigrationEndpoint", "-Name", name, "-ExchangeRemoteMove", "-Autodiscover", "-EmailAddress", address, "-Credentials", ProxyPair.Account, "-CredentialFile", folder["mig.secret"],
        "-CertificateAuthorities", folder["ca.pem"], "-TestMailbox", address,
    ];

    private static string Configuration(IPEndPoint nameServer) => $$"""
        node: north
        listen: 127.0.0.1:0
        data: service
        name-servers: '{{nameServer}}'
        targets:
          target: { maildir: 'target/{user}/Maildir', mailboxes: '*@{{Person.Domain}}' }

        """;

    private static Uri? AddressIn(string line)
    {
        const string Says = " listens on https://127.0.0.1:";
        var at = line.IndexOf(Says, StringComparison.Ordinal);
        return at < 0 ? null : new Uri("https://localhost:" + line[(at + Says.Length)..].Split(';', '/')[0]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
