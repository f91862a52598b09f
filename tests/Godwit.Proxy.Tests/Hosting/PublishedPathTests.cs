using System.Net;
using Godwit.Proxy.Mailboxes;
using Godwit.Proxy.Protocol;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Tests.Hosting;

/// <summary>The published path answers as diagnosis expects it of a healthy or a refusing endpoint.</summary>
public sealed class PublishedPathTests : IAsyncDisposable
{
    private readonly Organisation _organisation = new();

    [Fact]
    public async Task Without_credentials_the_schemes_are_offered_and_every_answer_names_request_and_server()
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        Assert.True(Guid.TryParse(answer.Headers.GetValues("request-id").Single(), out _));
        Assert.Equal("fe1", answer.Headers.GetValues("X-FEServer").Single());
        Assert.Equal("401 2 5", await proxy.LastStatusAsync());
    }

    [Theory]
    [InlineData("mig"), InlineData("GODWIT\\mig"), InlineData("godwit\\MIG"), InlineData("direct")]
    public async Task A_member_of_the_role_group_or_of_a_group_within_it_reaches_the_application(string user)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync(user, path: "/ews/MRSProxy.svc/hello%20you?x=1");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.EndsWith(" Basic /ews/MRSProxy.svc|/hello you", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("400 0 0", await proxy.LastStatusAsync());
        Assert.Contains(",Granted,", Assert.Single(await proxy.LinesAsync("MrsProxyAuthorization")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mig", "wrong", "401 1 1326")]
    [InlineData("nobody", Organisation.Password, "401 1 1326")]
    [InlineData("OTHER\\mig", Organisation.Password, "401 1 1326")]
    [InlineData("off", Organisation.Password, "401 1 1331")]
    public async Task Wrong_credentials_are_challenged_again(string user, string password, string logged)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync(user, password);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        Assert.Equal(logged, await proxy.LastStatusAsync());
    }

    [Theory]
    [InlineData("other", "NotInRoleGroup")]
    [InlineData("roleonly", "RoleIsNotEnough")]
    public async Task Whoever_is_not_in_the_role_group_is_refused_with_a_reason_and_a_line_of_audit(string user, string reason)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync(user);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(reason, answer.Headers.GetValues(ProxyHeaders.Reason).Single());
        Assert.True(answer.Headers.Contains("X-FEServer"));
        var audit = Assert.Single(await proxy.LinesAsync("MrsProxyAuthorization"));
        Assert.Contains($"GODWIT\\{user},Basic,127.0.0.1,fe1,Denied,{reason}", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enabling_and_disabling_take_effect_with_the_next_request()
    {
        var proxy = await _organisation.StartAsync();
        _organisation.Directories.Change("fe1", directory => directory with { MRSProxyEnabled = false });

        using var disabled = await proxy.AskAsync("mig");
        _organisation.Directories.Change("fe1", directory => directory with { MRSProxyEnabled = true });
        using var enabled = await proxy.AskAsync("mig");

        Assert.Equal(HttpStatusCode.Forbidden, disabled.StatusCode);
        Assert.Equal("MRSProxyDisabled", disabled.Headers.GetValues(ProxyHeaders.Reason).Single());
        Assert.Equal(HttpStatusCode.BadRequest, enabled.StatusCode);
    }

    [Fact]
    public async Task A_proxy_that_nobody_enabled_hands_nothing_out()
    {
        var proxy = await _organisation.StartAsync(configuration => configuration with { Server = "fresh" });

        using var answer = await proxy.AskAsync("mig");

        Assert.Equal("MRSProxyDisabled", answer.Headers.GetValues(ProxyHeaders.Reason).Single());
    }

    [Theory]
    [InlineData("/"), InlineData("/EWS/exchange.asmx"), InlineData("/EWS/mrsproxy.svcx"), InlineData("/EWS/mrsproxy.svc/../x"), InlineData("/EWS/mrsproxy.svc/%2e%2e/x")]
    public async Task Other_paths_are_not_found(string path)
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync("mig", path: path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("?bytes=1", 1), InlineData("?bytes=300000", 300_000), InlineData("?bytes=16777217", -1), InlineData("?bytes=-1", -1), InlineData("", -1)]
    public async Task A_sample_has_as_many_bytes_as_were_asked_for(string query, int bytes)
    {
        var proxy = await _organisation.StartAsync(application: _ => new ProxyApplication(new NoMailboxes(), new MailboxService(new ServiceSettings(), new MoveFence()), new ProxyApplicationSettings()));

        using var anonymous = await proxy.AskAsync(path: "/EWS/mrsproxy.svc/sample" + query);
        using var answer = await proxy.AskAsync("mig", path: "/EWS/mrsproxy.svc/sample" + query);

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(bytes < 0 ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.StatusCode);
        if (bytes > 0) Assert.Equal(bytes, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task The_path_can_be_another_one()
    {
        var proxy = await _organisation.StartAsync(c => c with { Listening = c.Listening with { Path = "/moves" } });

        using var moved = await proxy.AskAsync("mig", path: "/Moves/x");
        using var old = await proxy.AskAsync("mig");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (moved.StatusCode, old.StatusCode));
    }

    [Fact]
    public async Task Over_http_2_Basic_works()
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync("mig", version: HttpVersion.Version20);

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_scheme_that_is_switched_off_is_neither_offered_nor_accepted()
    {
        var proxy = await _organisation.StartAsync();
        _organisation.Directories.Change("fe1", directory => directory with { BasicAuthentication = false });

        using var answer = await proxy.AskAsync("mig");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Basic");
        Assert.Equal("401 2 5", await proxy.LastStatusAsync());
    }

    [Fact]
    public async Task Over_the_limit_a_request_waits_and_is_then_told_to_come_again()
    {
        var proxy = await _organisation.StartAsync(configuration => configuration with { ConnectionWait = TimeSpan.FromMilliseconds(50) });
        _organisation.Directories.Change("fe1", directory => directory with { MRSProxyMaxConnections = 1 });
        var (inside, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        _organisation.Application.Handle = async (context, _, stop) =>
        {
            inside.TrySetResult();
            await leave.Task.WaitAsync(stop);
            context.Response.StatusCode = 200;
        };

        var first = proxy.AskAsync("mig");
        await inside.Task;
        using var second = await proxy.AskAsync("mig");
        leave.SetResult();
        using var served = await first;
        using var third = await proxy.AskAsync("mig");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal("ConnectionLimit", second.Headers.GetValues(ProxyHeaders.Reason).Single());
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (served.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task An_application_that_fails_in_the_middle_of_its_answer_cuts_it()
    {
        var proxy = await _organisation.StartAsync();
        _organisation.Application.Handle = async (context, _, stop) =>
        {
            await context.Response.WriteAsync("begin", stop);
            await context.Response.Body.FlushAsync(stop);
            throw new InvalidOperationException("secret detail");
        };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => proxy.AskAsync("mig"));
        Assert.DoesNotContain("secret detail", await proxy.EverythingWrittenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_in_no_log()
    {
        var proxy = await _organisation.StartAsync();
        foreach (var user in (string[])["mig", "nobody", "other"])
            using (await proxy.AskAsync(user)) { }

        var written = await proxy.EverythingWrittenAsync();

        Assert.Contains("GODWIT\\mig", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Canary", written, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningProxy.Basic("mig", Organisation.Password).Parameter!, written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_logs_are_joined_by_the_request_id()
    {
        var proxy = await _organisation.StartAsync();

        using var answer = await proxy.AskAsync("mig");

        var id = answer.Headers.GetValues("request-id").Single();
        Assert.Contains($"cafeReqId={id};", Assert.Single(await proxy.LinesAsync("W3SVC1")), StringComparison.Ordinal);
        var row = Assert.Single(await proxy.LinesAsync("HttpProxy")).Split(',');
        Assert.Equal(74, row.Length);
        Assert.Equal(id, row[1]);
    }

    [Fact]
    public async Task Health_is_told_to_anybody_and_metrics_to_the_machine_itself()
    {
        var proxy = await _organisation.StartAsync();

        using var health = await proxy.AskAsync(path: "/health");
        using var metrics = await proxy.AskAsync(path: "/metrics");

        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Contains("godwit_proxy_requests_total{status=\"200\"", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private sealed class NoMailboxes : IMailboxDirectory
    {
        public IMailboxLanes? Find(string address) => null;
    }

    public ValueTask DisposeAsync() => _organisation.DisposeAsync();
}
