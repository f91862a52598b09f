using System.Diagnostics;
using System.Net;
using System.Net.Security;
using Godwit.Proxy.Authentication.Users;
using Godwit.Proxy.Configuration;
using Godwit.Proxy.VirtualDirectory;

namespace Godwit.Proxy.Tests.Authentication.Ntlm;

/// <summary>NTLM with two clients that know nothing of us: .NET's managed one, and curl.</summary>
public sealed class NtlmTests : IAsyncDisposable
{
    static NtlmTests() => AppContext.SetSwitch("System.Net.Security.UseManagedNtlm", true);

    // curl takes each byte of a password for a character of UTF-16, so it cannot send others than ASCII by NTLM.
    private const string Plain = "Canary-plain 7:\"";

    private readonly Organisation _organisation = new();

    public NtlmTests()
    {
        NtHashVault.CreateKey(_organisation.PathOf("users.key"), UserTable.Empty);
        var vault = new NtHashVault(_organisation.PathOf("users.key"));
        _organisation.Users.Change(table => table
            .With(table.Find("mig")! with { NtHash = vault.Protect("mig", Organisation.Password) })
            .With(table.Find("other")! with { NtHash = vault.Protect("other", Organisation.Password) })
            .With(Organisation.User("curly", "Recipient Management") with { PasswordHash = PasswordHash.Create(Plain, 1000), NtHash = vault.Protect("curly", Plain) })
            .With(table.Find("off")! with { NtHash = vault.Protect("off", Organisation.Password) })
            .With(table.Find("direct")! with { NtHash = vault.Protect("someone else", Organisation.Password) }));
    }

    [Theory]
    [InlineData("mig", "")]
    [InlineData("MIG", "GODWIT")]
    public async Task A_user_with_an_NT_hash_gets_in_by_the_managed_client_with_its_channel_binding(string user, string domain)
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Require);

        using var answer = await AskAsync(proxy, "NTLM", new NetworkCredential(user, Organisation.Password, domain));

        Assert.Equal("GODWIT\\mig NTLM /EWS/mrsproxy.svc|", await answer.Content.ReadAsStringAsync());
        Assert.Equal(["401 2 5", "401 1 2148074254", "400 0 0"], await StatusesAsync(proxy));
    }

    /// <summary>The managed client wraps NTLM into SPNEGO and checks our integrity code over the list of mechanisms.</summary>
    [Theory]
    [InlineData("mig", Organisation.Password, HttpStatusCode.BadRequest)]
    [InlineData("mig", "wrong", HttpStatusCode.Unauthorized)]
    public async Task Negotiate_carries_NTLM(string user, string password, HttpStatusCode status)
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Require);

        using var answer = await AskAsync(proxy, "Negotiate", new NetworkCredential(user, password));

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("mig", "wrong", "", "401 1 1326")]
    [InlineData("nobody", Organisation.Password, "", "401 1 1326")]
    [InlineData("roleonly", Organisation.Password, "", "401 1 1326")]
    [InlineData("direct", Organisation.Password, "", "401 1 1326")]
    [InlineData("mig", Organisation.Password, "ELSEWHERE", "401 1 1326")]
    [InlineData("off", Organisation.Password, "", "401 1 1331")]
    public async Task Everybody_else_does_not(string user, string password, string domain, string logged)
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);

        using var answer = await AskAsync(proxy, "NTLM", new NetworkCredential(user, password, domain));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(logged, await proxy.LastStatusAsync());
    }

    [Fact]
    public async Task The_connection_is_the_users_until_it_brings_other_credentials()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);
        using var client = RunningProxy.Client(new CredentialCache { { proxy.Address, "NTLM", new NetworkCredential("mig", Organisation.Password) } });

        using var first = await client.GetAsync(proxy.Published);
        using var second = await client.GetAsync(proxy.Published);

        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Equal(["401 2 5", "401 1 2148074254", "400 0 0", "400 0 0"], await StatusesAsync(proxy));
    }

    /// <summary>A balancer that leads several clients over one connection must not lend one the name of another.</summary>
    [Theory]
    [InlineData("203.0.113.1", "203.0.113.1", HttpStatusCode.BadRequest)]
    [InlineData("203.0.113.1", "203.0.113.2", HttpStatusCode.Unauthorized)]
    [InlineData(null, null, HttpStatusCode.Unauthorized)]
    public async Task Behind_a_balancer_the_connection_is_the_users_only_for_the_same_client(string? first, string? second, HttpStatusCode status)
    {
        Assert.True(AddressRange.TryRead("127.0.0.0/8", out var loopback));
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow, c => c with { Balancers = [loopback] });
        using var handshake = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions { Package = "NTLM", Credential = new NetworkCredential("mig", Organisation.Password), TargetName = "HTTP/mail.example" });
        using var client = RunningProxy.Client();

        using var challenged = await SendAsync(client, proxy, "NTLM", handshake.GetOutgoingBlob((string?)null, out _), first);
        using var proven = await SendAsync(client, proxy, "NTLM", handshake.GetOutgoingBlob(challenged.Headers.WwwAuthenticate.Single().Parameter, out _), first);
        using var next = await SendAsync(client, proxy, null, null, second);

        Assert.Equal((HttpStatusCode.BadRequest, status), (proven.StatusCode, next.StatusCode));
    }

    [Fact]
    public async Task A_member_of_another_group_is_refused_with_a_reason()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);

        using var answer = await AskAsync(proxy, "NTLM", new NetworkCredential("other", Organisation.Password));

        Assert.Equal("NotInRoleGroup", answer.Headers.GetValues(ProxyHeaders.Reason).Single());
    }

    [Fact]
    public async Task Over_http_2_it_is_not_offered()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);

        using var answer = await proxy.AskAsync(version: HttpVersion.Version20);

        Assert.DoesNotContain(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme is "NTLM" or "Negotiate");
    }

    /// <summary>A message that was captured elsewhere carries the binding of another channel; one without a binding passes only where none is demanded.</summary>
    [Theory]
    [InlineData(ExtendedProtectionTokenChecking.None, true, "400 0 0")]
    [InlineData(ExtendedProtectionTokenChecking.None, false, "400 0 0")]
    [InlineData(ExtendedProtectionTokenChecking.Allow, true, "401 1 2148074310")]
    [InlineData(ExtendedProtectionTokenChecking.Allow, false, "400 0 0")]
    [InlineData(ExtendedProtectionTokenChecking.Require, true, "401 1 2148074310")]
    [InlineData(ExtendedProtectionTokenChecking.Require, false, "401 1 2148074310")]
    public async Task The_channel_must_be_ours_as_far_as_is_demanded(ExtendedProtectionTokenChecking policy, bool bound, string logged)
    {
        var proxy = await StartAsync(policy);
        await using var elsewhere = new Organisation();
        using var binding = bound ? new CertificateBinding(elsewhere.Certificate) : null;
        using var handshake = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions { Package = "NTLM", Credential = new NetworkCredential("mig", Organisation.Password), TargetName = "HTTP/mail.example", Binding = binding });
        using var client = RunningProxy.Client();

        var token = handshake.GetOutgoingBlob((string?)null, out _);
        using var challenged = await SendAsync(client, proxy, "NTLM", token);
        token = handshake.GetOutgoingBlob(challenged.Headers.WwwAuthenticate.Single().Parameter, out _);
        using var answer = await SendAsync(client, proxy, "NTLM", token);

        Assert.Equal(logged, await proxy.LastStatusAsync());
    }

    [Theory]
    [InlineData(72)]
    [InlineData(20)]
    [InlineData(-3)]
    public async Task An_altered_message_is_refused(int at)
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);
        using var handshake = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions { Package = "NTLM", Credential = new NetworkCredential("mig", Organisation.Password), TargetName = "HTTP/mail.example" });
        using var client = RunningProxy.Client();

        using var challenged = await SendAsync(client, proxy, "NTLM", handshake.GetOutgoingBlob((string?)null, out _));
        var message = Convert.FromBase64String(handshake.GetOutgoingBlob(challenged.Headers.WwwAuthenticate.Single().Parameter, out _)!);
        message[at < 0 ? message.Length + at : at] ^= 1;
        using var answer = await SendAsync(client, proxy, "NTLM", Convert.ToBase64String(message));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_message_that_is_replayed_on_another_connection_is_refused()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);
        using var handshake = new NegotiateAuthentication(new NegotiateAuthenticationClientOptions { Package = "NTLM", Credential = new NetworkCredential("mig", Organisation.Password), TargetName = "HTTP/mail.example" });
        using var client = RunningProxy.Client();
        using var thief = RunningProxy.Client();
        var first = handshake.GetOutgoingBlob((string?)null, out _);
        using var challenged = await SendAsync(client, proxy, "NTLM", first);
        var last = handshake.GetOutgoingBlob(challenged.Headers.WwwAuthenticate.Single().Parameter, out _);

        using var without = await SendAsync(thief, proxy, "NTLM", last);
        using var again = await SendAsync(thief, proxy, "NTLM", first);
        using var replayed = await SendAsync(thief, proxy, "NTLM", last);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, replayed.StatusCode));
    }

    [Theory, Trait("needs", "process")]
    [InlineData("--ntlm", "curly", Plain, "400")]
    [InlineData("--ntlm", "GODWIT\\curly", Plain, "400")]
    [InlineData("--ntlm", "curly", "wrong", "401")]
    [InlineData("--basic", "mig", Organisation.Password, "400")]
    public async Task Curl_gets_in_with_the_right_password_only(string scheme, string user, string password, string status)
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);

        Assert.Equal(status, await CurlAsync(proxy, scheme, "--user", $"{user}:{password}"));
    }

    [Fact]
    public async Task Nothing_of_a_handshake_is_in_a_log()
    {
        var proxy = await StartAsync(ExtendedProtectionTokenChecking.Allow);
        using (await AskAsync(proxy, "NTLM", new NetworkCredential("mig", Organisation.Password))) { }

        var written = await proxy.EverythingWrittenAsync();

        Assert.DoesNotContain("TlRMTVNTUA", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Canary", written, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();

    private async Task<RunningProxy> StartAsync(ExtendedProtectionTokenChecking policy, Func<Godwit.Proxy.Configuration.ProxyConfiguration, Godwit.Proxy.Configuration.ProxyConfiguration>? change = null)
    {
        _organisation.Directories.Change("fe1", directory => directory with { ExtendedProtectionTokenChecking = policy });
        return await _organisation.StartAsync(c => (change?.Invoke(c) ?? c) with { Authentication = c.Authentication with { UserKeyFile = _organisation.PathOf("users.key") } });
    }

    private static async Task<HttpResponseMessage> AskAsync(RunningProxy proxy, string scheme, NetworkCredential credential)
    {
        using var client = RunningProxy.Client(new CredentialCache { { proxy.Address, scheme, credential } });
        return await client.GetAsync(proxy.Published);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, RunningProxy proxy, string? scheme, string? token, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Published);
        if (scheme is not null) request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(scheme, token);
        if (forwardedFor is not null) request.Headers.Add("X-Forwarded-For", forwardedFor);
        return await client.SendAsync(request);
    }

    private static async Task<string[]> StatusesAsync(RunningProxy proxy) => [.. (await proxy.LinesAsync("W3SVC1")).Select(line => string.Join(' ', line.Split(' ')[^4..^1]))];

    private static async Task<string> CurlAsync(RunningProxy proxy, params string[] options)
    {
        var start = new ProcessStartInfo("curl", ["--silent", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}", .. options, proxy.Published.ToString()]) { RedirectStandardOutput = true };
        using var curl = Process.Start(start)!;
        var status = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        return status;
    }
}
