namespace Godwit.Connectors.Imap.Tests;

public sealed class OpeningTests
{
    [Fact]
    public void A_wrong_password_is_a_fault_of_the_mailbox_without_the_password_in_it()
    {
        using var server = World.Start();
        var fault = World.FaultOf(() => server.Source(s => s with { Credentials = _ => SaslCredential.Password("alice", "hunter2"), Side = Side.Target }));
        Assert.Equal((ConnectorFaults.CredentialsRefused.Code, Side.Target, Remedy.FixConfiguration), (fault.Code, fault.Side, fault.Remedy));
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna@old.example", "", "anna@old.example")]
    [InlineData("anna@old.example*mig", "", "anna@old.example*mig")]
    [InlineData("mig", "anna", "mig for the mailbox anna")]
    public void A_refused_sign_in_names_the_login_as_it_was_sent(string user, string mailbox, string told)
    {
        using var server = World.Start();
        var fault = World.FaultOf(() => server.Source(s => s with { User = user, AuthorizationId = mailbox, Credentials = _ => SaslCredential.Password(user, "hunter2", mailbox) }));
        Assert.StartsWith($"{server.Host} refused the credentials of {told} (AUTHENTICATE: ", fault.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO [UNAVAILABLE] directory is down", "GW1022")]
    [InlineData("NO [LIMIT] too many connections", "GW1023")]
    [InlineData("NO Maximum number of connections from user+IP exceeded", "GW1023")]
    [InlineData("NO [AUTHENTICATIONFAILED] no", "GW1020")]
    public void A_refused_sign_in_is_told_by_its_reason(string answer, string code)
    {
        using var server = World.Start();
        server.OnCommand("AUTHENTICATE", c => c.Refuse(answer), times: 9);
        Assert.Equal(code, World.FaultOf(() => server.Source()).Code);
    }

    [Fact]
    public void A_refused_token_is_asked_for_again_once()
    {
        using var server = World.Start();
        var asked = new List<bool>();
        server.OnCommand("AUTHENTICATE", c => c.Refuse("NO [AUTHENTICATIONFAILED] expired"), times: 9);
        var fault = World.FaultOf(() => server.Source(s => s with
        {
            Credentials = fresh =>
            {
                asked.Add(fresh);
                return SaslCredential.Token("alice", "token");
            },
        }));
        Assert.Equal([false, true], asked);
        Assert.Equal(ConnectorFaults.CredentialsRefused.Code, fault.Code);
    }

    [Fact]
    public void A_refusal_without_a_reason_is_followed_by_the_next_way_to_sign_in()
    {
        using var server = World.Start();
        server.OnCommand(c => c.Name == "AUTHENTICATE" && c.Line.Contains("SCRAM", StringComparison.Ordinal), c => c.Refuse("NO authentication failure"), times: 9);
        server.Source().Dispose();
        Assert.Equal(1, server.Log.Commands.Count(c => c.Line.Contains("AUTHENTICATE SCRAM", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mechanism_that_was_offered_in_vain_is_not_asked_for_by_the_next_lane()
    {
        using var server = World.Start();
        server.OnCommand(c => c.Name == "AUTHENTICATE" && c.Line.Contains("SCRAM", StringComparison.Ordinal), c => c.Refuse("NO authentication failure"), times: 9);
        var connector = World.Connector(server);
        connector.OpenSource(CancellationToken.None).Dispose();
        connector.OpenTarget(CancellationToken.None).Dispose();
        Assert.Equal(1, server.Log.Commands.Count(c => c.Line.Contains("AUTHENTICATE SCRAM", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_refusal_that_names_the_password_is_not_followed_by_another_try()
    {
        using var server = World.Start();
        server.OnCommand("AUTHENTICATE", c => c.Refuse("NO [AUTHENTICATIONFAILED] no"), times: 9);
        World.FaultOf(() => server.Source());
        Assert.Equal(1, server.Log.Commands.Count(c => c.Line.Contains("AUTHENTICATE", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_password_is_not_asked_for_again()
    {
        using var server = World.Start();
        var asked = 0;
        World.FaultOf(() => server.Source(s => s with { Credentials = _ => { asked++; return SaslCredential.Password("alice", "wrong"); } }));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Without_a_common_mechanism_the_offer_is_told()
    {
        using var server = World.Start(ServerProfile.Ancient);
        var fault = World.FaultOf(() => server.Source(s => s with { Credentials = _ => SaslCredential.Token("alice", "t") }));
        Assert.Equal(ConnectorFaults.NoCommonMechanism.Code, fault.Code);
    }

    [Fact]
    public void The_identity_names_the_mailbox_and_no_secret()
    {
        var settings = new ImapSettings("Mail.Example", 993, "alice*master", _ => SaslCredential.Password("a", "secret")) { AuthorizationId = "bob@x" };
        Assert.Equal("imaps://alice%2Amaster@mail.example:993?authzid=bob%40x", new ImapConnector(settings).Identity);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_server_is_told()
    {
        using var server = World.Start();
        var settings = ImapFixture.Settings(server);
        server.Dispose();
        var fault = World.FaultOf(() => new ImapConnector(settings).OpenSource(CancellationToken.None));
        Assert.Equal((ConnectorFaults.ConnectionRefused.Code, Reach.Endpoint), (fault.Code, fault.Reach));
    }

    [Fact]
    public void A_further_lane_waits_for_nothing_that_is_known()
    {
        using var server = World.Start();
        server.Inbox().Fill(3);
        var connector = World.Connector(server);
        using var first = connector.OpenSource(CancellationToken.None);
        var inbox = first.Find(FolderPath.Inbox);
        var before = first.ReadStatus([inbox], CancellationToken.None)[0]!;
        server.Inbox().Expunge(2);

        using var second = connector.OpenSource(CancellationToken.None);

        using var listing = second.ListMessages(inbox, before.Generation, before.Marker, CancellationToken.None);
        Assert.Empty(listing.ToList());
        Assert.Equal(UidSet.Of(2), listing.Vanished(UidSet.Range(1, 3)));
        Assert.Equal((2, 1, 2), (Asked("ID"), Asked("NAMESPACE"), Asked("ENABLE")));
        Assert.Equal(first.Traits, second.Traits);

        int Asked(string name) => server.Log.Commands.Count(c => c.Name == name);
    }

    [Fact]
    public void A_further_lane_to_whoever_offers_something_else_asks_again()
    {
        var offers = new List<string>(ServerProfile.Dovecot.Capabilities);
        using var server = World.Start(ServerProfile.Dovecot with { Capabilities = offers });
        var connector = World.Connector(server);
        Assert.True(Opened().Reports.Changes);
        offers.RemoveAll(name => name is "CONDSTORE" or "QRESYNC");
        Assert.False(Opened().Reports.Changes);
        Assert.False(Opened().Reports.Changes);
        Assert.Equal(2, server.Log.Commands.Count(c => c.Name == "NAMESPACE"));

        ConnectorTraits Opened()
        {
            using var lane = connector.OpenSource(CancellationToken.None);
            return lane.Traits;
        }
    }

    [Fact]
    public void Products_are_recognised()
    {
        Assert.False(Opened(ServerProfile.Dovecot).Limits.AcceptsEmptyMessages);
        Assert.False(Opened(ServerProfile.Cyrus).Limits.AcceptsNul);
        Assert.False(Opened(ServerProfile.Courier).Naming.InboxHasChildren);
        Assert.True(Opened(ServerProfile.ExchangeLike).Naming.IgnoresCase);
        Assert.False(Opened(ServerProfile.Ancient).Moves.CanRemove);
    }

    private static ConnectorTraits Opened(ServerProfile profile)
    {
        using var server = World.Start(profile);
        using var lane = server.Source();
        return lane.Traits;
    }
}
