using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>How a lane signs in: once, with what is offered, before any body goes.</summary>
public sealed class SignInTests
{
    /// <summary>A proxy that asks for this header and offers these schemes.</summary>
    private static ScriptedProxy Asking(string? wanted, params string[] offered) => Asking(wanted, static _ => { }, offered);

    private static ScriptedProxy Asking(string? wanted, Action<HttpContext> look, params string[] offered) => new((context, proxy) =>
    {
        look(context);
        context.Response.Headers[ProtocolHeaders.Protocol] = "1";
        if (wanted is not null && context.Request.Headers.Authorization == wanted) return proxy();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        foreach (var scheme in offered) context.Response.Headers.Append("WWW-Authenticate", scheme);
        return Task.CompletedTask;
    });

    [Fact]
    public void Basic_is_used_where_it_is_offered_and_learnt_for_the_next_lane()
    {
        using var proxy = Asking("Basic YWRtaW46c2VjcmV0", "Negotiate", "NTLM", "Basic realm=\"x\"");
        var connector = proxy.Connector;
        using (var lane = connector.OpenSource(CancellationToken.None)) Assert.NotEmpty(lane.ListFolders(CancellationToken.None));
        Assert.Equal(3, proxy.Requests);
        connector.OpenSource(CancellationToken.None).Dispose();
        Assert.Equal(4, proxy.Requests);
    }

    [Fact]
    public void The_connection_that_asked_what_is_offered_is_the_first_lanes()
    {
        var connections = new System.Collections.Concurrent.ConcurrentBag<string>();
        using var proxy = Asking("Basic YWRtaW46c2VjcmV0", context => connections.Add(context.Connection.Id), "Basic realm=\"x\"");
        using var lane = proxy.Connector.OpenSource(CancellationToken.None);
        Assert.Equal(2, proxy.Requests);
        Assert.Single(connections.Distinct());
        Assert.True(lane.Traits.RoundTrip > TimeSpan.Zero);
    }

    [Fact]
    public void A_wrong_password_is_sent_once()
    {
        using var proxy = Asking("Basic b3RoZXI6b3RoZXI=", "Basic");
        var fault = Assert.Throws<FaultException>(() => proxy.Connector.OpenSource(CancellationToken.None)).Fault;
        Assert.Equal(("GW2001", Side.Proxy), (fault.Code, fault.Side));
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, proxy.Requests);
    }

    [Fact]
    public void A_refused_token_is_asked_for_once_more()
    {
        using var proxy = Asking("Bearer new", "Bearer");
        var asked = new List<bool>();
        var settings = proxy.Settings with { Credentials = fresh => { asked.Add(fresh); return new ProxyCredential("admin", fresh ? "new" : "old", isToken: true); } };
        new ProxyConnector(settings).OpenSource(CancellationToken.None).Dispose();
        Assert.Contains(true, asked);
    }

    [Fact]
    public void Without_a_common_scheme_nothing_is_sent()
    {
        using var proxy = Asking(null, "Bearer");
        Assert.Equal("GW2002", Assert.Throws<FaultException>(() => proxy.Connector.OpenSource(CancellationToken.None)).Fault.Code);
        Assert.Equal(1, proxy.Requests);
    }

    [Theory]
    [InlineData("Ntlm")]
    [InlineData("Negotiate")]
    public void Schemes_that_are_bound_to_a_connection_do_not_go_with_http2(string scheme)
    {
        using var proxy = new ScriptedProxy();
        Assert.Throws<ArgumentException>(() => new ProxyConnector(proxy.Settings with { UseHttp2 = true, Scheme = Enum.Parse<ProxyScheme>(scheme) }));
    }
}
