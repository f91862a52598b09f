using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Protocol.Tests;

/// <summary>What a proxy says that it can hand out, and what the wire log keeps of the conversation.</summary>
public sealed class CatalogueTests
{
    private static readonly HandedOutMailbox[] Some =
        [new("main", "anna@example.org", "fe1", "Wien"), new("main", "bért@example.org", "fe1", null), new("other", "*@example.net", "fe2", null)];

    [Theory]
    [InlineData(false), InlineData(true)]
    public void What_the_proxy_tells_is_what_the_client_reads(bool compress)
    {
        using var proxy = new ScriptedProxy { Catalogue = new Fixed(Some) };
        Assert.Equal(Some, ProxyCatalogue.Read(proxy.Settings with { Mailbox = "", Compress = compress }, CancellationToken.None));
        Assert.All(proxy.Operations, operation => Assert.Equal("list-mailboxes", operation));
    }

    [Fact]
    public void It_is_asked_for_after_signing_in_and_names_no_mailbox()
    {
        var sent = new ConcurrentQueue<string>();
        using var proxy = new ScriptedProxy((context, next) =>
        {
            sent.Enqueue($"{context.Request.Headers.Authorization}|{context.Request.Headers[ProtocolHeaders.Mailbox]}");
            context.Response.Headers[ProtocolHeaders.Protocol] = "1";
            if (context.Request.Headers.Authorization.Count > 0) return next();
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic";
            return Task.CompletedTask;
        })
        { Catalogue = new Fixed(Some) };

        Assert.Equal(3, ProxyCatalogue.Read(proxy.Settings, CancellationToken.None).Count);
        Assert.Equal(["|", "Basic YWRtaW46c2VjcmV0|"], sent);
    }

    [Fact]
    public void A_proxy_that_does_not_know_the_question_is_of_another_version()
    {
        using var proxy = new ScriptedProxy();
        Assert.Equal("GW2009", Assert.Throws<FaultException>(() => ProxyCatalogue.Read(proxy.Settings, CancellationToken.None)).Fault.Code);
    }

    [Fact]
    public void A_list_that_breaks_off_is_not_a_short_one()
    {
        using var proxy = new ScriptedProxy { Catalogue = new Fixed(Some.Select(mailbox => mailbox.Store == "main" ? mailbox : throw new IOException("gone"))) };
        Assert.True(Assert.Throws<FaultException>(() => ProxyCatalogue.Read(proxy.Settings, CancellationToken.None)).Fault.IsTransient);
    }

    [Fact]
    public void The_wire_log_tells_each_question_and_its_answer_and_no_secret()
    {
        var lines = new ConcurrentQueue<string>();
        using var proxy = new ScriptedProxy();
        using (var lane = new ProxyConnector(proxy.Settings with { WireLog = lines.Enqueue }).OpenSource(CancellationToken.None)) lane.ListFolders(CancellationToken.None);

        Assert.Contains(lines, line => line.EndsWith(" C: list-folders anna@example.org read, without signing in", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" S: list-folders HTTP/1.1 200", StringComparison.Ordinal));
        Assert.Matches(@" S: list-folders done, [1-9][0-9]* bytes, [0-9]+ ms$", lines.Last());
        Assert.DoesNotContain(lines, line => line.Contains("secret", StringComparison.Ordinal) || line.Contains("INBOX", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_refusal_stands_in_the_wire_log_with_its_reason()
    {
        var lines = new ConcurrentQueue<string>();
        using var proxy = new ScriptedProxy();
        var connector = new ProxyConnector(proxy.Settings with { WireLog = lines.Enqueue, Mailbox = "nobody@example.org" });

        Assert.Throws<FaultException>(() => connector.OpenSource(CancellationToken.None));
        Assert.Contains(lines, line => line.Contains(" S: hello HTTP/1.1 404 X-Godwit-Reason=UnknownMailbox", StringComparison.Ordinal));
    }

    private sealed class Fixed(IEnumerable<HandedOutMailbox> mailboxes) : IMailboxCatalogue
    {
        public IEnumerable<HandedOutMailbox> All() => mailboxes;
    }
}
