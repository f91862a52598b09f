using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>What the client makes of answers that are none of the protocol's: who spoke, and what is to be done.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void A_store_that_refuses_the_proxy_is_not_mistaken_for_the_proxy()
    {
        var settings = ProxyHost.Shared.Settings(ProxyHost.Shared.Register(new RefusingStore()), Link.Http1);

        var fault = Assert.Throws<FaultException>(() => new ProxyConnector(settings).OpenSource(CancellationToken.None)).Fault;

        Assert.Equal((ConnectorFaults.CredentialsRefused.Code, Side.Source), (fault.Code, fault.Side));
        Assert.Equal($"The proxy {settings.Host} says of its store: localhost refused the credentials of anna*mig.", fault.Told);
    }

    private sealed class RefusingStore : IMailboxConnector
    {
        public string Identity => "refusing";

        public IMailboxSource OpenSource(CancellationToken cancellation) => throw new FaultException(new Fault(ConnectorFaults.CredentialsRefused, Side.Source, "localhost refused the credentials of anna*mig."));

        public IMailboxTarget OpenTarget(CancellationToken cancellation) => throw new NotSupportedException();
    }

    private static Fault Opening(int status, params (string Name, string Value)[] headers)
    {
        using var proxy = new ScriptedProxy((context, _) =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers) context.Response.Headers.Append(name, value);
            return Task.CompletedTask;
        });
        return Assert.Throws<FaultException>(() => proxy.Connector.OpenSource(CancellationToken.None)).Fault;
    }

    private static readonly (string, string) Godwit = (ProtocolHeaders.Protocol, "1");

    private static readonly (string, string) FrontEnd = (ProtocolHeaders.FrontEnd, "EX1");

    [Theory]
    [InlineData(RefusalReasons.NotEnabled, "GW2003")]
    [InlineData(RefusalReasons.NotInRoleGroup, "GW2004")]
    [InlineData(RefusalReasons.RoleIsNotEnough, "GW2004")]
    [InlineData(RefusalReasons.SslOffload, "GW2005")]
    [InlineData(RefusalReasons.AddressBlocked, "GW2006")]
    [InlineData("SomethingNew", "GW2016")]
    public void A_proxy_that_forbids_says_why(string reason, string code)
    {
        var fault = Opening(403, Godwit, FrontEnd, (ProtocolHeaders.Reason, reason));
        Assert.Equal((code, Side.Proxy, FaultOutcome.NotDone), (fault.Code, fault.Side, fault.Outcome));
    }

    [Fact]
    public void A_disabled_server_behind_a_balancer_is_named() => Assert.Contains("EX1", Opening(403, Godwit, FrontEnd, (ProtocolHeaders.Reason, RefusalReasons.NotEnabled)).Told, StringComparison.Ordinal);

    [Theory]
    [InlineData(403, "GW2013")]
    [InlineData(302, "GW2013")]
    [InlineData(404, "GW2013")]
    [InlineData(200, "GW2013")]
    [InlineData(502, "GW2014")]
    [InlineData(503, "GW2014")]
    [InlineData(504, "GW2014")]
    [InlineData(413, "GW2011")]
    [InlineData(429, "GW2007")]
    public void A_device_that_answers_itself_is_told_from_the_proxy_and_named(int status, string code)
    {
        var fault = Opening(status, ("Server", "cloud\u00adflare".Replace("\u00ad", "", StringComparison.Ordinal)));
        Assert.Equal((code, Side.Network), (fault.Code, fault.Side));
        Assert.Contains("cloudflare", fault.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(200)]
    public void A_real_Exchange_is_recognised_and_no_password_is_sent_to_it(int status)
    {
        var sent = new List<string?>();
        using var proxy = new ScriptedProxy((context, _) =>
        {
            sent.Add(context.Request.Headers.Authorization);
            context.Response.StatusCode = status;
            context.Response.Headers.Server = "Microsoft-IIS/10.0";
            context.Response.Headers[ProtocolHeaders.FrontEnd] = "EX1";
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"mail\"";
            return Task.CompletedTask;
        });
        Assert.Equal("GW2012", Assert.Throws<FaultException>(() => proxy.Connector.OpenSource(CancellationToken.None)).Fault.Code);
        Assert.All(sent, Assert.Null);
    }

    [Theory]
    [InlineData("X-OWA-Version", "15.2.1118.7"), InlineData("X-DiagInfo", "EX1"), InlineData("X-CasErrorCode", "UnauthenticatedRequest"), InlineData("X-CalculatedBETarget", "ex1.internal")]
    [InlineData("Content-Type", "application/soap+msbin1"), InlineData("Content-Type", "application/soap+xml; charset=utf-8")]
    public void A_real_Exchange_is_recognised_by_any_of_its_documented_fields(string name, string value) =>
        Assert.Equal("GW2012", Opening(500, ("Server", "Microsoft-IIS/10.0"), (name, value)).Code);

    [Fact]
    public void The_server_field_of_IIS_alone_is_no_Exchange() => Assert.Equal("GW2013", Opening(403, ("Server", "Microsoft-IIS/10.0")).Code);

    [Fact]
    public void A_full_proxy_says_how_long_to_wait()
    {
        var fault = Opening(503, Godwit, (ProtocolHeaders.Reason, RefusalReasons.TooManyConnections), ("Retry-After", "17"));
        Assert.Equal(("GW2007", Remedy.WaitUntil, TimeSpan.FromSeconds(17)), (fault.Code, fault.Remedy, fault.RetryAfter));
    }

    [Fact]
    public void A_copy_that_is_moving_is_tried_again()
    {
        var fault = Opening(503, Godwit, (ProtocolHeaders.Reason, RefusalReasons.NotTheOwner), ("Retry-After", "1"));
        Assert.Equal(("GW2014", true, FaultOutcome.NotDone), (fault.Code, fault.IsTransient, fault.Outcome));
    }

    [Fact]
    public void A_proxy_of_another_version_is_told_with_both_ranges()
    {
        var fault = Opening(400, (ProtocolHeaders.Protocol, "3-4"), (ProtocolHeaders.Reason, RefusalReasons.Version));
        Assert.Equal("GW2009", fault.Code);
        Assert.Contains("3-4", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mailbox_that_nobody_has_is_told()
    {
        using var proxy = new ScriptedProxy();
        var connector = new ProxyConnector(proxy.Settings with { Mailbox = "böse/../x@example.org" });
        Assert.Equal(("GW2008", Reach.Mailbox), Assert.Throws<FaultException>(() => connector.OpenSource(CancellationToken.None)).Fault is var fault ? (fault.Code, fault.Reach) : default);
    }

    [Fact]
    public void Nothing_that_listens_is_a_refused_connection()
    {
        int port;
        using (var proxy = new ScriptedProxy()) port = proxy.Port;
        var settings = new ProxySettings(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/x")), "a@b", _ => new ProxyCredential("a", "b")) { AllowClearText = true };
        Assert.Equal(ConnectorFaults.ConnectionRefused.Code, Assert.Throws<FaultException>(() => new ProxyConnector(settings).OpenSource(CancellationToken.None)).Fault.Code);
    }

    [Fact]
    public void A_certificate_that_is_not_trusted_is_told()
    {
        var settings = ProxyHost.Shared.Settings("x@example.org", Link.Tls1) with { AcceptAnyCertificate = false };
        var fault = Assert.Throws<FaultException>(() => new ProxyConnector(settings).OpenSource(CancellationToken.None)).Fault;
        Assert.Equal(ConnectorFaults.CertificateRejected.Code, fault.Code);
        Assert.Contains("not trusted", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_without_TLS_is_not_used() => Assert.Throws<ArgumentException>(() => new ProxyConnector(new ProxySettings(new Uri("http://mail.example/x"), "a@b", _ => new ProxyCredential("a", "b"))));

    [Fact]
    public void A_secret_is_never_shown() => Assert.DoesNotContain("canary", new ProxyCredential("anna", "canary").ToString(), StringComparison.Ordinal);
}
