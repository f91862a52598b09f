namespace Godwit.Imap.Tests.Authentication;

public sealed class SaslMechanismsTests
{
    private static readonly ChannelBinding _binding = new("tls-server-end-point", new byte[] { 1 });

    [Theory]
    [InlineData("AUTH=PLAIN AUTH=LOGIN AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256", true, "SCRAM-SHA-256")]
    [InlineData("AUTH=PLAIN AUTH=SCRAM-SHA-1", true, "SCRAM-SHA-1")]
    [InlineData("auth=login auth=plain", true, "PLAIN")]
    [InlineData("AUTH=LOGIN", true, "LOGIN")]
    [InlineData("AUTH=PLAIN AUTH=LOGIN", false, null)]
    [InlineData("AUTH=PLAIN AUTH=SCRAM-SHA-1", false, "SCRAM-SHA-1")]
    [InlineData("AUTH=XOAUTH2 AUTH=GSSAPI IMAP4rev1", true, null)]
    [InlineData("AUTH=SCRAM-SHA-256-PLUS", true, null)]
    [InlineData("", true, null)]
    public void A_password_is_used_in_the_best_way_that_does_not_show_it(string capabilities, bool encrypted, string? chosen)
    {
        using var credential = SaslCredential.Password("u", "p");
        Assert.Equal(chosen, SaslMechanisms.Choose(capabilities.Split(' '), credential, encrypted)?.Name);
    }

    [Theory]
    [InlineData("AUTH=XOAUTH2 AUTH=OAUTHBEARER AUTH=PLAIN", true, "OAUTHBEARER")]
    [InlineData("AUTH=XOAUTH2", true, "XOAUTH2")]
    [InlineData("AUTH=XOAUTH2", false, null)]
    [InlineData("AUTH=PLAIN AUTH=SCRAM-SHA-256", true, null)]
    public void A_token_is_never_offered_as_a_password(string capabilities, bool encrypted, string? chosen)
    {
        using var credential = SaslCredential.Token("u", "t");
        Assert.Equal(chosen, SaslMechanisms.Choose(capabilities.Split(' '), credential, encrypted)?.Name);
    }

    [Fact]
    public void Clear_text_is_used_on_a_clear_line_only_when_allowed()
    {
        using var credential = SaslCredential.Password("u", "p");
        Assert.Null(SaslMechanisms.Choose(["AUTH=PLAIN"], credential, encrypted: false));
        Assert.Equal("PLAIN", SaslMechanisms.Choose(["AUTH=PLAIN"], credential, encrypted: false, new SaslChoice { AllowsClearText = true })?.Name);
    }

    [Fact]
    public void A_channel_binding_is_used_where_the_server_offers_it()
    {
        using var credential = SaslCredential.Password("u", "p");
        var choice = new SaslChoice { Binding = _binding };
        Assert.Equal("SCRAM-SHA-256-PLUS", SaslMechanisms.Choose(["AUTH=SCRAM-SHA-256", "AUTH=SCRAM-SHA-256-PLUS"], credential, encrypted: true, choice)?.Name);
        Assert.Equal("SCRAM-SHA-256", SaslMechanisms.Choose(["AUTH=SCRAM-SHA-256"], credential, encrypted: true, choice)?.Name);
    }

    [Fact]
    public void The_users_own_choice_rules_out_all_others()
    {
        using var credential = SaslCredential.Password("u", "p");
        var offered = new[] { "AUTH=PLAIN", "AUTH=SCRAM-SHA-256" };
        Assert.Equal("PLAIN", SaslMechanisms.Choose(offered, credential, encrypted: true, new SaslChoice { Mechanism = "plain" })?.Name);
        Assert.Null(SaslMechanisms.Choose(offered, credential, encrypted: true, new SaslChoice { Mechanism = "LOGIN" }));
        Assert.Null(SaslMechanisms.Choose(offered, credential, encrypted: false, new SaslChoice { Mechanism = "PLAIN" }));
    }

    [Fact]
    public void An_authorisation_identity_is_never_dropped_by_the_LOGIN_mechanism()
    {
        using var credential = SaslCredential.Password("master", "p", authorizationId: "alice");
        Assert.Null(SaslMechanisms.Choose(["AUTH=LOGIN"], credential, encrypted: true));
        Assert.Equal("PLAIN", SaslMechanisms.Choose(["AUTH=LOGIN", "AUTH=PLAIN"], credential, encrypted: true)?.Name);
    }
}
