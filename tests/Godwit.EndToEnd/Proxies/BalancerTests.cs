using Godwit.EndToEnd.ProxyTrials;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Proxies;

/// <summary>Three proxies behind one name, round robin, no affinity: the page's samples with real balancers.</summary>
[Trait("needs", "process")]
public sealed class BalancerTests
{
    [Fact]
    public Task A_move_through_HAProxy_that_passes_TLS_through_is_whole() => MoveAsync(PublishedSample.HaproxyPassingThrough, isTrusted: false);

    [Fact]
    public Task A_move_through_HAProxy_that_ends_TLS_and_encrypts_again_is_whole() => MoveAsync(PublishedSample.HaproxyBridging, isTrusted: true);

    [Fact]
    public Task A_move_through_nginx_that_passes_TLS_through_is_whole() => MoveAsync(PublishedSample.NginxPassingThrough, isTrusted: false);

    [Fact]
    public Task A_move_through_nginx_that_ends_TLS_and_encrypts_again_is_whole() => MoveAsync(PublishedSample.NginxBridging, isTrusted: true);

    [Fact]
    public Task A_move_through_a_balancer_that_buffers_whole_requests_and_answers_is_whole() => MoveAsync(
        PublishedSample.NginxBridging.With("proxy_request_buffering off", "proxy_request_buffering on").With("proxy_buffering off", "proxy_buffering on"), isTrusted: true);

    /// <summary>The client says in its hello which of the servers it means, and the balancer goes by that.</summary>
    [Fact]
    public async Task A_move_from_one_server_by_its_name_is_whole()
    {
        var sample = PublishedSample.HaproxyByName.With("-i mbx2.mail.example", "-i mail.example");
        await using var world = await BalancedMailboxes.StartAsync(sample, isTrusted: false);
        var filled = await world.FillAsync(60);

        var report = await world.Move().ReportAsync(0);

        Assert.Equal(filled.Stored, report.ItemsCopied);
        Assert.Equal(filled.Stored, await world.CompareAsync());
        Assert.Equal(["mbx2"], (await Curl.FrontEndsAsync(world.Balancer.Port, 3)).Distinct());
    }

    [Theory]
    [InlineData(BalancerKind.Haproxy)]
    [InlineData(BalancerKind.Nginx)]
    public async Task A_move_with_a_token_through_a_balancer_that_ends_TLS_is_whole(BalancerKind kind)
    {
        using var signer = new TokenSigner();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["keys.json"], signer.Keys);
        var sample = kind == BalancerKind.Nginx ? PublishedSample.NginxBridging : PublishedSample.HaproxyBridging;
        await using var world = await BalancedMailboxes.StartAsync(sample, isTrusted: true, $"bearer: {{ issuer: 'https://issuer.example', audience: godwit, keys: '{folder["keys.json"]}' }}");
        await world.Organisation.SetAsync("-OAuthAuthentication", "true");
        var filled = await world.FillAsync(60);

        var report = await world.MoveByToken(signer.Token("https://issuer.example", "Recipient Management")).ReportAsync(0);

        Assert.Equal(filled.Stored, report.ItemsCopied);
        Assert.Equal(filled.Stored, await world.CompareAsync());
    }

    private static async Task MoveAsync(PublishedSample sample, bool isTrusted)
    {
        await using var world = await BalancedMailboxes.StartAsync(sample, isTrusted);
        var filled = await world.FillAsync(60);

        var report = await world.Move().ReportAsync(0);

        Assert.Equal(filled.Stored, report.ItemsCopied);
        Assert.Equal(filled.Stored, await world.CompareAsync());
        Assert.True((await world.Move().ReportAsync(0)).DidNothing);
        Assert.Equal(["mbx1", "mbx2", "mbx3"], (await Curl.FrontEndsAsync(world.Balancer.Port, 6)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/EWS/mrsproxy.svc", 401)]
    [InlineData("/ews/MRSProxy.svc/hello", 401)]
    [InlineData("/EWS/Exchange.asmx", 404)]
    [InlineData("/EWS/mrsproxy.svc.old", 404)]
    [InlineData("/health", 404)]
    public async Task Only_the_published_path_is_let_through(string path, int status)
    {
        await using var organisation = await ProxyOrganisation.StartAsync([ProxiedStore.Memory], (_, _) => "balancers: 127.0.0.1");
        await using var haproxy = await RealBalancer.StartAsync(PublishedSample.HaproxyBridging, organisation);
        await using var nginx = await RealBalancer.StartAsync(PublishedSample.NginxBridging, organisation);

        var answers = await Task.WhenAll(new[] { haproxy, nginx }.Select(balancer => Curl.GetAsync(FormattableString.Invariant($"https://localhost:{balancer.Port}{path}"))));

        Assert.All(answers, answer => Assert.Equal((status, status == 401), (answer.Status, answer.FrontEnd is not null)));
    }

    [Fact]
    public async Task Each_server_has_a_name_of_its_own_on_the_one_address()
    {
        await using var organisation = await ProxyOrganisation.StartAsync([ProxiedStore.Memory, ProxiedStore.Memory, ProxiedStore.Memory]);
        await using var balancer = await RealBalancer.StartAsync(PublishedSample.HaproxyByName, organisation);

        foreach (var name in ProxyAccounts.Servers)
            Assert.Equal(name, (await Curl.GetAsync(FormattableString.Invariant($"https://{name}.localhost:{balancer.Port}/EWS/mrsproxy.svc"))).FrontEnd);
        Assert.Equal(0, (await Curl.GetAsync(FormattableString.Invariant($"https://localhost:{balancer.Port}/EWS/mrsproxy.svc"))).Status);
    }

    /// <summary>Looks more often, so that the test need not wait; a proxy that has just begun still has its time.</summary>
    private static PublishedSample Impatient => PublishedSample.HaproxyPassingThrough.With("inter 2s", "inter 200ms").With("timeout connect 5s", "timeout connect 5s\n    timeout check 5s");

    [Fact]
    public async Task A_server_that_is_gone_is_left_out_and_taken_in_again()
    {
        await using var organisation = await ProxyOrganisation.StartAsync([ProxiedStore.Memory, ProxiedStore.Memory]);
        await using var balancer = await RealBalancer.StartAsync(Impatient, organisation);
        await Curl.UntilFrontEndsAsync(balancer.Port, "mbx1", "mbx2");

        organisation.Proxies[0].Kill();
        await Curl.UntilFrontEndsAsync(balancer.Port, "mbx2");

        await organisation.Proxies[0].StartAsync();
        await Curl.UntilFrontEndsAsync(balancer.Port, "mbx1", "mbx2");
    }
}
